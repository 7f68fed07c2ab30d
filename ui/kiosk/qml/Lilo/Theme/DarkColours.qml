import QtQuick

// For eyes that bright paper hurts: dark ground, quiet colours, words that stand out.
Colours {
    paper: "#10161C"
    card: "#1A232C"
    chosen: "#1B3A42"
    ink: "#F3EBDD"
    secondary: "#D8CDBB"
    line: "#34414D"
    edge: "#75828E"
    primary: "#17434E"
    primaryEdge: "#0E2D35"
    onPrimary: "#F3EBDD"
    call: "#E8A0A0"
    callEdge: "#B97878"
    onCall: "#10161C"
    amber: "#4D390E"
    leaf: "#7FBF9B"
    leafGround: "#17301F"
    sun: "#E3B866"
    accent: "#9CD3DE"
    focus: "#F3EBDD"
}
