import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// What Lilo says over everything but a crisis: a reminder, or whether somebody is still there.
// One thing at a time, with at most three answers.
Overlay {
    id: overlay

    readonly property QtObject over: kiosk.over
    readonly property string said: [over.title, over.line].join(" ")

    // No answer is taken by whoever goes on typing when this comes.
    function takeFocus(): void {
        overlay.rest();
    }
    function announce(): void {
        if (visible && over.title !== "")
            Accessible.announce(said, Accessible.Assertive);
    }

    onSaidChanged: {
        pane.toStart();
        Qt.callLater(announce);
    }
    onVisibleChanged: Qt.callLater(announce)
    Component.onCompleted: Qt.callLater(announce)

    Item {
        id: area

        anchors.fill: parent

        Header {
            y: Theme.edgeSpace - Theme.px(8) - overlay.roof
            width: parent.width
            visible: !Theme.isTight
            day: overlay.kiosk.day
        }
        Card {
            id: card

            width: parent.width
            height: choices.y - Theme.gap
            visible: !Theme.isTight

            Icon {
                id: picture

                x: Theme.pad + Theme.px(8)
                anchors.verticalCenter: parent.verticalCenter
                name: overlay.over.icon
                colour: Theme.colours.sun
                edge: Theme.px(130)
            }
        }
        ReadingPane {
            id: pane

            readonly property real aside: card.visible ? picture.x + picture.width + 2 * Theme.pad : 0

            x: aside
            y: card.visible ? Math.max(Theme.pad, (card.height - height) / 2) : 0
            width: parent.width - aside - (card.visible ? Theme.pad : 0)
            height: Math.min(implicitHeight,
                card.visible ? card.height - 2 * Theme.pad : choices.y - Theme.gap * 0.5)
            ground: card.visible ? Theme.colours.card : Theme.colours.paper

            Column {
                width: pane.width
                spacing: Theme.px(Theme.isTight ? 2 : 14)

                LiloText {
                    objectName: "overTitle"
                    width: parent.width
                    text: overlay.over.title
                    isStrong: true
                    // Where there is much to read under it, that has the room.
                    font.pixelSize: Theme.isTight ? Theme.date
                        : overlay.over.line.length > 80 ? Theme.question : Theme.greeting
                    lineHeight: 1.0
                }
                LiloText {
                    objectName: "overLine"
                    width: parent.width
                    text: overlay.over.line
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.isTight ? Theme.small : Theme.title
                    lineHeight: Theme.isTight ? 1.0 : 1.08
                }
            }
        }
        GridLayout {
            id: choices

            readonly property real stacked: (overlay.over.choices.length + 1) * (Theme.reach + Theme.gap)

            y: parent.height - height
            width: parent.width
            height: Math.max(Theme.reach, implicitHeight)
            // Side by side, or one under the other where a screen is high; by twos where the
            // words would have no room then, as while Lilo listens.
            columns: overlay.height <= overlay.width ? 4 : area.height > stacked + Theme.px(260) ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: overlay.over.choices

                BigButton {
                    required property var modelData
                    required property int index

                    objectName: `overChoice${index}`
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: 1
                    Layout.minimumHeight: Theme.reach
                    text: modelData.text
                    isPrimary: modelData.is_primary
                    onMeant: overlay.kiosk.answer_over(modelData.key)
                }
            }
            // More words than there is room for: nobody agrees to what they could not read.
            BigButton {
                objectName: "overOnButton"
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: Theme.reach
                visible: pane.canPage
                text: pane.hasMore ? overlay.kiosk.words.talk.more : overlay.kiosk.words.stories.from_start
                iconName: pane.hasMore ? "onward" : ""
                onMeant: pane.turn()
            }
        }
    }
}
