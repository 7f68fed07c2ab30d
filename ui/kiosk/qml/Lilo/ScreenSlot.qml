import QtQuick

// The place of a screen, or of what lies over them. What stands in it is made when it is first
// shown, or before that, a little at a time, once they are awaited: all screens made at the start
// would keep the call button waiting, and made only when asked for, each would be late the first
// time.
Loader {
    id: slot

    // Gives the room there is, and says when those that are not shown may be made.
    required property Item house
    required property bool isShown

    // The room for its content, and for what can be done, as long as it is shown. Else every
    // screen would be laid out again with each change of another.
    property rect body
    property rect foot

    anchors.fill: parent
    visible: isShown
    active: false
    asynchronous: !isShown

    function takeFocus(): void {
        if (item !== null)
            item.takeFocus();
    }
    function letGo(): void {
        if (!isShown)
            active = false;
    }
    function make(): void {
        measure();
        active = true;
    }
    function measure(): void {
        body = house.body;
        foot = house.foot;
    }

    // Not bound: what is made stays.
    onIsShownChanged: if (isShown) make()
    Component.onCompleted: if (isShown) make()

    Connections {
        target: slot.house
        function onBodyChanged(): void { if (slot.isShown) slot.measure() }
        function onFootChanged(): void { if (slot.isShown) slot.measure() }
        function onAreAwaitedChanged(): void {
            if (slot.house.areAwaited && !slot.active)
                slot.make();
        }
    }
}
