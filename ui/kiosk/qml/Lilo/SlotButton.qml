import QtQuick
import Lilo.Theme

// A button in one of the three places at the foot of a screen.
BigButton {
    required property KioskScreen on
    required property int place
    property int places: 1

    x: on.slotX(place)
    y: on.foot.y
    width: on.slotWidth(place, places)
    height: on.foot.height
}
