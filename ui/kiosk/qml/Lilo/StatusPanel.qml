import QtQuick
import Lilo.Theme

// Who knows and who comes. Green only when someone has it.
Item {
    id: panel

    required property QtObject status
    required property string hushText
    // In a strip of its own it need not be as high as what can be touched.
    required property bool isLow

    signal hush

    readonly property bool isTaken: status.tone === "taken"
    readonly property int bar: Theme.px(12)
    readonly property int edge: Theme.px(Theme.isTight ? 52 : 64)
    // The bell, a tick once somebody has it, a sign where nobody could be told.
    readonly property string sign: isTaken ? "done" : status.tone === "untold" ? "trouble" : "bell"
    readonly property real aside: bar + Theme.px(20) + edge + Theme.px(20)
    // Beside its words the button that stops the ringing has no room here: it stands under them.
    readonly property bool isNarrow: status.can_hush && width < Theme.status * 18

    objectName: "statusPanel"
    visible: status.tone !== "none"
    implicitHeight: Math.max(lines.height + (isNarrow ? hushButton.height + Theme.px(12) : 0)
        + 2 * Theme.px(Theme.isTight ? 12 : 20),
        isLow ? edge + Theme.px(Theme.isTight ? 16 : 36) : Theme.reach,
        hushButton.visible ? hushButton.height + Theme.px(16) : 0)

    // Whether all of it has room in such a place; by the width of its letters, so that the answer
    // does not depend on where it stands now.
    function fits(room: real, roof: real): bool {
        const each = Math.max(1, Math.floor((room - aside - 24)
            / (Theme.status * 0.6)));
        let rows = 0;
        for (const line of status.lines)
            if (!(Theme.isTight && line.is_minor))
                rows += Math.ceil(line.text.length / each);
        return rows * Theme.status * 1.25 + 2 * Theme.px(Theme.isTight ? 12 : 20) <= roof;
    }

    readonly property string said: status.lines.map(line => line.text).join(" ")

    // Later, after the screen: who knows of it and who comes is said last.
    onSaidChanged: Qt.callLater(announce)

    function announce(): void {
        if (said !== "")
            Accessible.announce(said, Accessible.Assertive);
    }

    Accessible.role: Accessible.AlertMessage
    Accessible.name: said

    Rectangle {
        width: panel.bar + 2 * radius
        height: parent.height
        radius: Theme.px(20)
        color: panel.isTaken ? Theme.colours.leaf : Theme.colours.ink
    }
    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: panel.bar
        radius: Theme.px(20)
        color: panel.isTaken ? Theme.colours.leafGround : Theme.colours.card
        border.width: Theme.line + 1
        border.color: panel.isTaken ? Theme.colours.leaf : Theme.colours.ink
    }
    Icon {
        objectName: "statusSign"
        x: panel.bar + Theme.px(20)
        y: panel.isNarrow ? lines.y + (lines.height - height) / 2 : (panel.height - height) / 2
        name: panel.sign
        colour: panel.isTaken ? Theme.colours.leaf : Theme.colours.ink
        edge: panel.edge
    }
    Column {
        id: lines

        x: panel.aside
        y: panel.isNarrow ? Theme.px(Theme.isTight ? 12 : 20) : (panel.height - height) / 2
        width: panel.width - x - 24
            - (hushButton.visible && !panel.isNarrow ? hushButton.width + Theme.gap : 0)
        spacing: Theme.px(Theme.isTight ? 2 : 4)

        Repeater {
            model: panel.status.lines

            LiloText {
                required property var modelData
                required property int index

                objectName: `statusLine${index}`
                width: lines.width
                visible: !(Theme.isTight && modelData.is_minor)
                text: modelData.text
                isStrong: modelData.is_strong || index === 0
                font.pixelSize: Theme.status
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
    BigButton {
        id: hushButton

        objectName: "hushButton"
        x: panel.width - width - Theme.px(12)
        y: panel.isNarrow ? panel.height - height - Theme.px(12) : (panel.height - height) / 2
        visible: panel.status.can_hush
        width: panel.isNarrow ? Math.min(implicitWidth, panel.width - 2 * Theme.px(12))
            : Math.min(implicitWidth, panel.width * 0.36)
        text: panel.hushText
        textSize: Theme.small
        onMeant: panel.hush()
    }
}
