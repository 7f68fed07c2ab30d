import QtQuick

// For eyes that were asleep: as little blue light as colours can do with, so that whoever looks at
// the clock at three falls asleep again. A test holds the share of blue down.
Colours {
    paper: "#120E0A"
    card: "#1E1812"
    chosen: "#3A2A12"
    ink: "#F0D9AE"
    secondary: "#D9C08E"
    line: "#3D3122"
    edge: "#8A7350"
    primary: "#3E2E14"
    primaryEdge: "#2A1E0C"
    onPrimary: "#F0D9AE"
    call: "#E0936F"
    callEdge: "#A96A4E"
    onCall: "#120E0A"
    amber: "#4D390E"
    leaf: "#B5B36A"
    leafGround: "#262812"
    sun: "#E3B866"
    accent: "#E3B866"
    focus: "#F0D9AE"
}
