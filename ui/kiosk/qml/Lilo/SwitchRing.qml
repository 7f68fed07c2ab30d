import QtQuick
import QtQuick.Templates as T
import Lilo.Theme

// Scanning for whoever has one switch: a ring goes over what can be touched, in reading order, and
// stays a while on each; a press of the switch presses what it is on. The keys of the keyboard come
// row by row: a press opens a row, and after two rounds in it the ring goes on. The call button is
// the last stop of every round, and of every round in a row.
Item {
    id: scanner

    required property Item root
    required property Item callButton
    property int step: 0
    // What makes it another screen: the ring begins anew.
    property var where

    property var stops: []
    property int at: 0
    // The open row of keys, and how often the ring has gone through it.
    property Item row: null
    property int rounds: 0
    readonly property bool isOn: step > 0
    readonly property var stop: isOn && at < stops.length ? stops[at] : null

    objectName: "switchRing"

    function begin(): void {
        row = null;
        at = 0;
        look();
    }
    function look(): void {
        const found = [], old = stop;
        collect(root, found);
        let rows = ordered(found.filter(each => each !== callButton));
        if (row !== null) {
            const keys = rows.map(each => each.filter(one => one.board !== undefined))
                .find(each => each.includes(row));
            if (keys === undefined) {
                row = null;
                at = 0;
            } else {
                rows = [keys];
            }
        }
        const next = [];
        for (const each of rows) {
            const keys = row !== null ? [] : each.filter(one => one.board !== undefined);
            if (keys.length > 0)
                next.push(keys);
            for (const one of each)
                if (!keys.includes(one))
                    next.push([one]);
        }
        next.push([callButton]);
        stops = next;
        // Where the ring is may have moved; where it has gone, it begins anew.
        const still = old === null ? -1 : next.findIndex(each => each[0] === old[0]);
        at = still >= 0 ? still : Math.min(at, next.length - 1);
        draw();
    }
    function onward(): void {
        look();
        if (at + 1 < stops.length) {
            at += 1;
        } else {
            at = 0;
            rounds += 1;
            if (row !== null && rounds >= 2) {
                row = null;
                look();
            }
        }
        draw();
    }
    function press(): void {
        const here = stop;
        look();
        if (here === null || stop === null || here[0] !== stop[0])
            return;
        if (here.length > 1) {
            row = here[0];
            rounds = 0;
            at = 0;
            stops = [];
            look();
        } else {
            here[0].click();
        }
        timer.restart();
    }
    function collect(item: Item, found: var): void {
        for (const each of item.children) {
            if (!each.visible || each === scanner)
                continue;
            if (each instanceof T.AbstractButton) {
                if (each.enabled)
                    found.push(each);
            } else {
                collect(each, found);
            }
        }
    }
    // In rows from top to bottom, each from left to right.
    function ordered(items: var): var {
        const placed = items.map(item => ({ item, box: item.mapToItem(scanner, 0, 0, item.width, item.height) }));
        placed.sort((one, other) => one.box.y - other.box.y);
        const rows = [];
        for (const each of placed) {
            const last = rows[rows.length - 1];
            if (last && each.box.y + each.box.height / 2 < last[0].box.y + last[0].box.height)
                last.push(each);
            else
                rows.push([each]);
        }
        return rows.map(each => each.sort((one, other) => one.box.x - other.box.x).map(one => one.item));
    }
    function draw(): void {
        if (stop === null)
            return;
        const boxes = stop.map(each => each.mapToItem(scanner, 0, 0, each.width, each.height));
        const left = Math.min(...boxes.map(box => box.x)), top = Math.min(...boxes.map(box => box.y));
        ring.x = left - ring.air;
        ring.y = top - ring.air;
        ring.width = Math.max(...boxes.map(box => box.x + box.width)) - left + 2 * ring.air;
        ring.height = Math.max(...boxes.map(box => box.y + box.height)) - top + 2 * ring.air;
        ring.radius = (stop[0].corner ?? Theme.radius) + ring.air;
    }

    onWhereChanged: if (isOn) Qt.callLater(begin)
    onIsOnChanged: if (isOn) Qt.callLater(begin)

    Timer {
        id: timer

        interval: Math.max(1, scanner.step)
        running: scanner.isOn
        repeat: true
        onTriggered: scanner.onward()
    }
    // Two rings, one light and one dark: seen on any ground.
    Rectangle {
        id: ring

        readonly property real air: Theme.ring * 1.6

        objectName: "switchRingLine"
        visible: scanner.stop !== null
        color: "transparent"
        border.width: Theme.ring * 1.6
        border.color: Theme.colours.ink

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.ring * 0.5
            radius: parent.radius - Theme.ring * 0.5
            color: "transparent"
            border.width: Theme.ring * 0.7
            border.color: Theme.colours.amber
        }
    }
}
