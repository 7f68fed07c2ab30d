import QtQuick
import Lilo.Theme

// A white card that says something and cannot be pressed.
Rectangle {
    color: Theme.colours.card
    radius: Theme.radius
    border.width: Theme.line
    border.color: Theme.colours.line
}
