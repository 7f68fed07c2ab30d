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

    objectName: "statusPanel"
    visible: status.tone !== "none"
    implicitHeight: Math.max(lines.height + 2 * Theme.px(Theme.isTight ? 16 : 20),
        isLow ? 0 : Theme.reach,
        hushButton.visible ? hushButton.height + Theme.px(16) : 0)

    readonly property string said: status.lines.map(line => line.text).join(" ")

    onSaidChanged: if (said !== "") Accessible.announce(said, Accessible.Assertive)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: said

    Rectangle {
        width: panel.bar + 2 * radius
        height: parent.height
        radius: Theme.px(20)
        color: panel.status.tone === "untold" ? Theme.colours.ink : Theme.colours.leaf
    }
    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: panel.bar
        radius: Theme.px(20)
        color: panel.isTaken ? Theme.colours.leafGround : Theme.colours.card
        border.width: panel.isTaken ? 0 : Theme.line
        border.color: Theme.colours.line
    }
    Column {
        id: lines

        anchors.verticalCenter: parent.verticalCenter
        x: panel.bar + Theme.px(28)
        width: panel.width - x - 24 - (hushButton.visible ? hushButton.width + Theme.gap : 0)
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
                isStrong: modelData.is_strong
                font.pixelSize: Theme.status
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
    BigButton {
        id: hushButton

        objectName: "hushButton"
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(12)
        anchors.verticalCenter: parent.verticalCenter
        visible: panel.status.can_hush
        width: Math.min(implicitWidth, panel.width * 0.36)
        text: panel.hushText
        textSize: Theme.small
        onMeant: panel.hush()
    }
}
