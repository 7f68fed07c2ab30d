import QtQuick
import Lilo.Theme

// Lies over whatever is on the screen, but not over the call button nor over what became of a
// call. What is under it is asleep meanwhile and there again afterwards.
FocusScope {
    id: overlay

    required property QtObject kiosk
    required property real roof
    required property real floor

    default property alias inside: holder.data
    property Item first: null

    function takeFocus(): void {
        if (first !== null)
            first.forceActiveFocus(Qt.OtherFocusReason);
    }

    // Takes the keyboard's place away from whatever had it: a scope would give it back.
    function rest(): void { nobody.forceActiveFocus(Qt.OtherFocusReason) }

    Item { id: nobody }
    Rectangle {
        anchors.fill: parent
        color: Theme.colours.paper
    }
    // Nothing falls through to what lies under.
    MouseArea { anchors.fill: parent }

    Item {
        id: holder

        x: Theme.margin
        y: overlay.roof
        width: overlay.width - 2 * Theme.margin
        height: Math.max(0, overlay.floor - overlay.roof)
    }
}
