import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// What Lilo says over everything but a crisis: a reminder, or whether somebody is still there.
// One thing at a time, with at most three answers.
KioskScreen {
    id: screen

    readonly property QtObject over: kiosk.over
    readonly property string said: [over.title, over.line].join(" ")

    function takeFocus(): void {
        screen.forceActiveFocus(Qt.OtherFocusReason);
    }

    onSaidChanged: if (visible && over.title !== "") Accessible.announce(said, Accessible.Assertive)
    onVisibleChanged: if (visible && over.title !== "") Accessible.announce(said, Accessible.Assertive)

    Card {
        id: card

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: choices.y - Theme.gap - y
        visible: !Theme.isTight

        Icon {
            id: picture

            x: Theme.pad + Theme.px(8)
            anchors.verticalCenter: parent.verticalCenter
            name: screen.over.icon
            colour: Theme.colours.sun
            edge: Theme.px(130)
        }
    }
    ReadingPane {
        id: pane

        readonly property real aside: card.visible ? picture.x + picture.width + 2 * Theme.pad : 0

        x: screen.body.x + aside
        y: screen.body.y + (card.visible ? Math.max(Theme.pad, (card.height - height) / 2) : 0)
        width: screen.body.width - aside - (card.visible ? Theme.pad : 0)
        height: Math.min(implicitHeight,
            card.visible ? card.height - 2 * Theme.pad : choices.y - Theme.gap * 0.5 - y)
        ground: card.visible ? Theme.colours.card : Theme.colours.paper

        Column {
            width: pane.width
            spacing: Theme.px(Theme.isTight ? 2 : 14)

            LiloText {
                objectName: "overTitle"
                width: parent.width
                text: screen.over.title
                isStrong: true
                font.pixelSize: Theme.isTight ? Theme.date : Theme.greeting
                lineHeight: 1.0
            }
            LiloText {
                objectName: "overLine"
                width: parent.width
                text: screen.over.line
                color: Theme.colours.secondary
                font.pixelSize: Theme.isTight ? Theme.small : Theme.title
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
    RowLayout {
        id: choices

        x: screen.body.x
        y: screen.body.y + screen.body.height - height
        width: screen.body.width
        height: Math.max(Theme.target, implicitHeight, Theme.isTight ? 0 : Theme.reach)
        spacing: Theme.gap

        Repeater {
            model: screen.over.choices

            BigButton {
                required property var modelData
                required property int index

                objectName: `overChoice${index}`
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                text: modelData.text
                isPrimary: modelData.is_primary
                onMeant: screen.kiosk.answer_over(modelData.key)
            }
        }
    }
}
