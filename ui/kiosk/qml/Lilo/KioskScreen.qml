import QtQuick
import Lilo.Theme

// What every screen is given: the view model, the room for its content, and the room for what can
// be done. There are three places for that, the same on every screen; the last one is the way home.
FocusScope {
    id: screen

    required property QtObject kiosk
    required property rect body
    required property rect foot

    // Where the keyboard begins on this screen.
    property Item first: null

    // What who does not see the screen is told when it comes, and whenever it changes.
    property string told: ""
    property int urgency: Accessible.Polite

    // Places 0, 1 and 2 in the row of what can be done.
    readonly property var shares: [0.365, 0.33, 0.305]
    readonly property real slotRoom: foot.width - 2 * Theme.gap

    // Takes the keyboard's place away from whatever had it: a scope would give it back.
    function rest(): void { nobody.forceActiveFocus(Qt.OtherFocusReason) }

    function slotX(place: int): real {
        return foot.x + [0, shares[0], shares[0] + shares[1]][place] * slotRoom + place * Theme.gap;
    }
    function slotWidth(place: int, places = 1): real {
        let share = 0;
        for (let each = place; each < place + places; each++)
            share += shares[each];
        return Math.floor(share * slotRoom) + (places - 1) * Theme.gap;
    }
    function takeFocus(): void {
        if (first !== null)
            first.forceActiveFocus(Qt.OtherFocusReason);
    }

    function announce(): void {
        if (visible && told !== "")
            Accessible.announce(told, urgency);
    }

    // Later, when everything that changes with it has changed.
    onToldChanged: Qt.callLater(announce)
    onVisibleChanged: Qt.callLater(announce)
    Component.onCompleted: Qt.callLater(announce)

    Item { id: nobody }
}
