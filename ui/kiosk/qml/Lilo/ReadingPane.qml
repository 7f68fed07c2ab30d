import QtQuick
import Lilo.Theme

// Shows all of its content where there is room, and page by page where there is not. A page begins
// and ends with a whole line: what would be cut is covered, and stands on the next one.
Item {
    id: pane

    default property alias content: holder.data
    property color ground: Theme.colours.card
    readonly property bool canPage: flick.contentHeight > flick.height + 2
    readonly property bool hasMore: flick.contentHeight - flick.contentY > flick.height + 2
    readonly property alias contentTop: flick.contentY
    readonly property bool isStill: !glide.running && !flick.moving
    // How much of the page is covered, at its top and at its foot.
    property real topCover: 0
    property real footCover: 0

    function toStart(): void {
        glideOn.enabled = false;
        flick.contentY = 0;
        glideOn.enabled = true;
    }
    function onward(): void {
        const foot = flick.contentY + flick.height;
        const whole = lines().filter(line => line[0] >= flick.contentY - 1 && line[1] <= foot + 2);
        const cut = lines().find(line => line[1] > foot + 2);
        // The line that was read last stays at the top where the page has a few, so that nobody
        // loses the place.
        const next = whole.length > 3 ? whole[whole.length - 1] : cut;
        const to = next && next[0] > flick.contentY + 1 ? next[0] : foot;
        flick.contentY = Math.min(to, flick.contentHeight - flick.height);
    }

    // What is being said can be seen; what can be seen stays where it is.
    function bringTo(item: Item): void {
        if (!item || !canPage)
            return;
        const top = item.mapToItem(flick.contentItem, 0, 0).y;
        if (top < flick.contentY || top + item.height > flick.contentY + flick.height)
            flick.contentY = Math.max(0, Math.min(top, flick.contentHeight - flick.height));
    }

    // Begins at an item, without gliding there.
    function beginAt(item: Item): void {
        if (!item || !canPage)
            return;
        const top = item.mapToItem(flick.contentItem, 0, 0).y;
        glideOn.enabled = false;
        flick.contentY = Math.max(0, Math.min(top, flick.contentHeight - flick.height));
        glideOn.enabled = true;
    }

    // On by a page, and from the last one back to the first.
    function turn(): void {
        if (hasMore)
            onward();
        else
            toStart();
    }

    // Top and bottom of every line, and of whatever else must not be cut, in reading order.
    function lines(): var {
        const found = [];
        const look = item => {
            for (const each of item.children) {
                if (!each.visible)
                    continue;
                const top = each.mapToItem(flick.contentItem, 0, 0).y;
                if (each.lineCount > 0) {
                    const high = each.contentHeight / each.lineCount;
                    for (let row = 0; row < each.lineCount; row++)
                        found.push([top + row * high, top + (row + 1) * high]);
                } else if (each.isWhole === true) {
                    found.push([top, top + each.height]);
                } else {
                    look(each);
                }
            }
        };
        look(holder);
        return found.sort((one, other) => one[0] - other[0]);
    }
    function cover(): void {
        if (!canPage || !isStill) {
            topCover = footCover = 0;
            return;
        }
        const top = flick.contentY, foot = top + flick.height;
        const every = lines();
        const above = every.filter(line => line[0] < top - 2 && line[1] > top + 2);
        const below = every.filter(line => line[0] < foot - 2 && line[1] > foot + 2);
        const most = flick.height * 0.6;
        const over = Math.max(0, ...above.map(line => line[1] - top));
        const under = Math.max(0, ...below.map(line => foot - line[0]));
        topCover = over < most ? over : 0;
        footCover = under < most ? under : 0;
    }

    implicitHeight: holder.childrenRect.height

    onIsStillChanged: cover()
    onHeightChanged: Qt.callLater(cover)
    onWidthChanged: Qt.callLater(cover)
    onVisibleChanged: Qt.callLater(cover)

    Flickable {
        id: flick

        anchors.fill: parent
        clip: contentHeight > height + 2
        contentWidth: width
        contentHeight: holder.childrenRect.height
        interactive: contentHeight > height + 2
        boundsBehavior: Flickable.StopAtBounds
        onContentHeightChanged: Qt.callLater(pane.cover)
        onContentYChanged: if (pane.isStill) Qt.callLater(pane.cover)

        Behavior on contentY {
            id: glideOn

            NumberAnimation { id: glide; duration: Theme.swift; easing.type: Easing.OutQuad }
        }

        Item {
            id: holder

            width: flick.width
            height: childrenRect.height
        }
    }
    Rectangle {
        width: pane.width
        height: pane.topCover
        visible: height > 0
        color: pane.ground
    }
    Rectangle {
        y: pane.height - height
        width: pane.width
        height: pane.footCover
        visible: height > 0
        color: pane.ground
    }
}
