import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// When someone is in danger: few words, one question, and the truth about who comes. Whoever wants
// to say more than an answer writes it: by the button, or by beginning to type.
KioskScreen {
    id: screen

    readonly property QtObject crisis: kiosk.crisis
    readonly property bool isAsking: answers.count > 0

    told: [...crisis.lines, crisis.question].join(" ")
    urgency: Accessible.Assertive

    first: crisis.is_writing ? null : crisis.can_leave && !isAsking ? leaveButton
        : tellMoreButton.visible && !isAsking ? tellMoreButton : null

    function takeFocus(): void {
        if (crisis.is_writing)
            field.take();
        else if (first !== null)
            first.forceActiveFocus(Qt.OtherFocusReason);
        else
            screen.rest();
    }

    Keys.onPressed: event => {
        const isPlain = !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier));
        const letter = event.text;
        if (isPlain && letter.trim() !== "" && crisis.can_write && !crisis.is_writing) {
            event.accepted = true;
            kiosk.keep_draft(kiosk.talk.draft + letter);
            kiosk.write_in_crisis();
        }
    }

    Connections {
        target: screen.crisis
        function onIs_writing_changed(): void {
            if (screen.visible)
                Qt.callLater(screen.takeFocus);
        }
    }

    // Listening
    ReadingPane {
        id: pane

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: Math.min(implicitHeight, choices.y - Theme.gap * 0.75 - y)
        visible: !screen.crisis.is_writing
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
                    font.pixelSize: Theme.isTight ? Theme.leastText : Theme.field
                    lineHeight: Theme.isTight ? 1.0 : 1.08
                }
            }
            LiloText {
                objectName: "question"
                width: parent.width
                visible: text !== ""
                text: screen.crisis.question
                isStrong: true
                font.pixelSize: Theme.isTight ? Theme.said : Theme.grave
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
    GridLayout {
        id: choices

        // Side by side, or one under the other where a screen is high.
        readonly property bool isHigh: screen.height > screen.width

        readonly property real spare: screen.body.height - pane.implicitHeight - Theme.gap * 1.75

        x: screen.body.x
        y: Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
            screen.body.y + screen.body.height - height)
        width: screen.body.width
        height: isHigh ? implicitHeight : Math.max(Theme.target, implicitHeight,
            Math.min(Theme.reach + Theme.px(12), spare))
        visible: !screen.crisis.is_writing
        columns: isHigh ? 1 : 8
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap

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
                Layout.minimumHeight: Theme.target
                text: modelData.text
                spoken: modelData.spoken
                isChosen: modelData.is_chosen
                onMeant: screen.kiosk.choose(index)
            }
        }
        // More words than the screen holds: on by a page, and back to the first.
        BigButton {
            objectName: "readOnButton"
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.target
            Layout.preferredWidth: Math.max(Theme.target, implicitWidth)
            visible: pane.canPage
            text: pane.hasMore ? screen.kiosk.words.talk.more : screen.kiosk.words.talk.again
            iconName: pane.hasMore ? "onward" : ""
            onMeant: pane.turn()
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
    BigButton {
        id: tellMoreButton

        readonly property real below: choices.y + choices.height + Theme.gap
        readonly property bool hasRoom: below + height <= screen.body.y + screen.body.height

        objectName: "tellMoreButton"
        x: screen.body.x
        y: screen.isAsking || screen.crisis.can_leave ? below : choices.y
        width: Math.max(implicitWidth, Theme.px(360))
        visible: !screen.crisis.is_writing && screen.crisis.can_write
            && (hasRoom || !screen.isAsking && !screen.crisis.can_leave)
        text: screen.kiosk.words.crisis.write
        iconName: "pencil"
        onMeant: screen.kiosk.write_in_crisis()
    }

    // Saying it: beside writing, and, as that, only where there is room under the answers.
    BigButton {
        readonly property real beside: screen.body.x + screen.body.width - x

        objectName: "crisisListenButton"
        x: tellMoreButton.x + tellMoreButton.width + Theme.gap
        y: tellMoreButton.y
        width: Math.max(implicitWidth, Math.min(Theme.px(360), beside))
        // Without a question it is of use to whoever is understood in free words.
        visible: tellMoreButton.visible && screen.kiosk.listening.can_answer
            && !screen.kiosk.listening.is_asking
            && (screen.isAsking || screen.kiosk.listening.can_talk) && implicitWidth <= beside
        text: screen.kiosk.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }

    // Writing
    WritingPane {
        id: field

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: screen.body.height
        visible: screen.crisis.is_writing
        isHigh: screen.height > screen.width
        kiosk: screen.kiosk
        ask: screen.crisis.ask
        note: screen.crisis.note
        onSent: screen.kiosk.send()
    }
    SlotButton {
        on: screen
        place: 0
        places: 2
        objectName: "crisisSendButton"
        visible: screen.crisis.is_writing
        text: screen.kiosk.words.crisis.send
        iconName: "send"
        isPrimary: true
        enabled: screen.crisis.can_write
        onMeant: screen.kiosk.send()
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "crisisBackButton"
        visible: screen.crisis.is_writing
        text: screen.kiosk.words.crisis.back
        iconName: "back"
        onMeant: screen.kiosk.stop_writing()
    }
}
