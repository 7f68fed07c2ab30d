import QtQuick
import Lilo.Theme

// Where the keyboard or switch is: a ring with air between it and what it surrounds.
Rectangle {
    required property real around

    anchors.fill: parent
    anchors.margins: -(Theme.ring + 4)
    color: "transparent"
    radius: around + Theme.ring + 4
    border.width: Theme.ring
    border.color: Theme.colours.focus
}
