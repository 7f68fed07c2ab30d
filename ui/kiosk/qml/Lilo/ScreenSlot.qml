import QtQuick

// The place of a screen, or of what lies over them. What stands in it is made when it is first shown, or before that, a
// little at a time, once `isAwaited`: all screens made at the start would keep the call button
// waiting, and made only when asked for, each would be late the first time.
Loader {
    required property bool isShown
    property bool isAwaited: false

    anchors.fill: parent
    visible: isShown
    active: false
    asynchronous: !isShown

    function make(): void { active = true }
    function takeFocus(): void {
        if (item !== null)
            item.takeFocus();
    }

    // Not bound: what is made stays.
    onIsShownChanged: if (isShown) make()
    onIsAwaitedChanged: if (isAwaited) make()
    Component.onCompleted: if (isShown || isAwaited) make()
}
