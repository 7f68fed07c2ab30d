import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// When someone is in danger: few words, one question, and the truth about who comes.
KioskScreen {
    id: screen

    readonly property QtObject crisis: kiosk.crisis

    first: crisis.can_leave && answers.count === 0 ? leaveButton : null

    ReadingPane {
        id: pane

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: Math.min(implicitHeight, choices.y - Theme.gap * 0.75 - y)
        ground: Theme.colours.paper

        Column {
            width: pane.width
            spacing: Theme.px(Theme.isTight ? 4 : 8)

            Repeater {
                model: screen.crisis.lines

                LiloText {
                    required property string modelData
                    required property int index

                    objectName: `crisisLine${index}`
                    width: parent.width
                    text: modelData
                    font.pixelSize: Theme.isTight ? Theme.small : Theme.field
                    lineHeight: Theme.isTight ? 1.0 : 1.08
                }
            }
            LiloText {
                objectName: "question"
                width: parent.width
                visible: text !== ""
                text: screen.crisis.question
                isStrong: true
                font.pixelSize: Theme.isTight ? Theme.field : Theme.grave
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
    RowLayout {
        id: choices

        readonly property real spare: screen.body.height - pane.implicitHeight - Theme.gap * 1.75

        x: screen.body.x
        y: Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
            screen.body.y + screen.body.height - height)
        width: screen.body.width
        height: Math.max(Theme.target, implicitHeight,
            Math.min(Theme.reach + Theme.px(12), spare))
        spacing: Theme.gap

        Repeater {
            id: answers

            model: screen.crisis.answers

            ChoiceCard {
                required property var modelData
                required property int index

                objectName: `answer${index}`
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                text: modelData.text
                spoken: modelData.spoken
                isChosen: modelData.is_chosen
                onMeant: screen.kiosk.choose(index)
            }
        }
        BigButton {
            id: leaveButton

            objectName: "leaveButton"
            Layout.fillHeight: true
            Layout.preferredWidth: Math.max(implicitWidth, Theme.px(360))
            visible: screen.crisis.can_leave
            text: screen.kiosk.words.crisis.home
            iconName: "home"
            onMeant: screen.kiosk.leave_crisis()
        }
    }
}
