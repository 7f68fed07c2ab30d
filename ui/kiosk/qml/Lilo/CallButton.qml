import QtQuick
import Lilo.Theme

// The call button: one, above everything, always in the same place and always the same red.
BigButton {
    iconName: "bell"
    iconEdge: Math.round(Theme.button * 1.35)
    isPrimary: true
    fill: Theme.colours.call
    under: Theme.colours.callEdge
    words: Theme.colours.onCall
    height: Theme.reach
    corner: height / 2
    leftPadding: Theme.px(30)
    rightPadding: Theme.px(34)
}
