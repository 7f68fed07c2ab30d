import QtQuick

// As far apart as a screen can show: black, white, yellow. For eyes with a cataract or a macula
// that is going.
Colours {
    paper: "#000000"
    card: "#000000"
    chosen: "#3A3400"
    ink: "#FFFFFF"
    secondary: "#FFFFFF"
    line: "#8C8C8C"
    edge: "#FFFFFF"
    primary: "#FFE14D"
    primaryEdge: "#C9AE1E"
    onPrimary: "#000000"
    call: "#FFB3B3"
    callEdge: "#D07A7A"
    onCall: "#000000"
    amber: "#5A4A00"
    leaf: "#7CE0A3"
    leafGround: "#00260F"
    sun: "#FFE14D"
    accent: "#FFE14D"
    focus: "#66D9FF"
}
