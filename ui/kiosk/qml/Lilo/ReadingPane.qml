import QtQuick
import Lilo.Theme

// Shows all of its content where there is room, and page by page where there is not.
Item {
    id: pane

    default property alias content: holder.data
    property color ground: Theme.colours.card
    readonly property bool canPage: flick.contentHeight > flick.height + 2
    readonly property bool hasMore: flick.contentHeight - flick.contentY > flick.height + 2

    function toStart(): void {
        glide.enabled = false;
        flick.contentY = 0;
        glide.enabled = true;
    }
    function onward(): void {
        // One line of what was read last stays at the top, so that nobody loses the place.
        const page = Math.max(flick.height - Theme.reply * 1.4, flick.height * 0.5);
        flick.contentY = Math.min(flick.contentY + page, flick.contentHeight - flick.height);
    }

    // What is being said can be seen; what can be seen stays where it is.
    function bringTo(item: Item): void {
        if (!item || !canPage)
            return;
        const top = item.mapToItem(flick.contentItem, 0, 0).y;
        if (top < flick.contentY || top + item.height > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(top, flick.contentHeight - flick.height));
    }

    // On by a page, and from the last one back to the first.
    function turn(): void {
        if (hasMore)
            onward();
        else
            toStart();
    }

    implicitHeight: holder.childrenRect.height

    Flickable {
        id: flick

        anchors.fill: parent
        clip: contentHeight > height + 2
        contentWidth: width
        contentHeight: holder.childrenRect.height
        interactive: contentHeight > height + 2
        boundsBehavior: Flickable.StopAtBounds

        Behavior on contentY {
            id: glide

            NumberAnimation { duration: Theme.swift; easing.type: Easing.OutQuad }
        }

        Item {
            id: holder

            width: flick.width
            height: childrenRect.height
        }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: Math.min(Theme.reply, pane.height / 3)
        visible: pane.hasMore
        gradient: Gradient {
            GradientStop { position: 0; color: Qt.alpha(pane.ground, 0) }
            GradientStop { position: 1; color: pane.ground }
        }
    }
}
