import QtQuick

// Warm paper, dark ink, one deep teal.
Colours {
    paper: "#FBF7F0"
    card: "#FFFFFF"
    chosen: "#E1EEF0"
    ink: "#1B2530"
    secondary: "#3D4A57"
    line: "#D9D0C1"
    edge: "#8A8071"
    primary: "#0B4F5C"
    primaryEdge: "#073A44"
    onPrimary: "#FFFFFF"
    call: "#9E1B1B"
    callEdge: "#7D1414"
    onCall: "#FFFFFF"
    amber: "#FFE3A6"
    leaf: "#1F5A3A"
    leafGround: "#E6F1E9"
    sun: "#8A5A00"
    accent: "#0B4F5C"
    focus: "#0B4F5C"
}
