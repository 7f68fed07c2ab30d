import QtQuick
import Lilo.Theme

// The call button: one, above everything, always in the same place and always the same red.
// Letting go calls; so does holding on, graver, without waiting for the hand to let go.
BigButton {
    id: button

    signal called
    signal held

    property bool wasHeld: false

    iconName: "bell"
    iconEdge: Math.round(Theme.button * (Theme.isTight ? 1.15 : 1.35))
    isPrimary: true
    fill: Theme.colours.call
    under: Theme.colours.callEdge
    words: Theme.colours.onCall
    height: Theme.reach
    corner: height / 2
    leftPadding: Theme.px(Theme.isTight ? 16 : 30)
    rightPadding: Theme.px(Theme.isTight ? 20 : 34)

    onPressed: wasHeld = false
    // Not through `meant`: the view model has its own guard, and a call is never deaf because
    // something else was tapped just before.
    onClicked: if (!wasHeld) called()

    Timer {
        interval: 2000
        running: button.pressed
        onTriggered: {
            button.wasHeld = true;
            button.held();
        }
    }
}
