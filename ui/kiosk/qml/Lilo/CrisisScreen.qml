import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// When someone is in danger: few words, one question, and the truth about who comes. Whoever wants
// to say more than an answer writes it: by the button, or by beginning to type.
KioskScreen {
    id: screen

    readonly property QtObject crisis: kiosk.crisis
    readonly property bool isAsking: answers.count > 0
    // Every word that is new, for who does not see the screen.
    readonly property string said: [...crisis.lines, crisis.question].join(" ")

    first: crisis.is_writing ? null : crisis.can_leave && !isAsking ? leaveButton
        : moreButton.visible && !isAsking ? moreButton : null

    function takeFocus(): void {
        if (crisis.is_writing)
            field.take();
        else if (first !== null)
            first.forceActiveFocus(Qt.OtherFocusReason);
        else
            screen.forceActiveFocus(Qt.OtherFocusReason);
    }

    onSaidChanged: if (visible && said !== "") Accessible.announce(said, Accessible.Assertive)

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
        visible: !screen.crisis.is_writing
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
    BigButton {
        id: moreButton

        readonly property real below: choices.y + choices.height + Theme.gap
        readonly property bool hasRoom: below + height <= screen.body.y + screen.body.height

        objectName: "moreButton"
        x: screen.body.x
        y: screen.isAsking || screen.crisis.can_leave ? below : choices.y
        width: Math.max(implicitWidth, Theme.px(360))
        visible: !screen.crisis.is_writing && screen.crisis.can_write
            && (hasRoom || !screen.isAsking && !screen.crisis.can_leave)
        text: screen.kiosk.words.crisis.write
        iconName: "pencil"
        onMeant: screen.kiosk.write_in_crisis()
    }

    // Writing
    LiloText {
        id: ask

        objectName: "crisisAsk"
        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        visible: screen.crisis.is_writing
        text: screen.crisis.ask
        isStrong: true
        font.pixelSize: Theme.field
        lineHeight: 1.0
    }
    TalkField {
        id: field

        x: screen.body.x
        y: ask.y + ask.height + Theme.gap * 0.5
        width: screen.body.width
        height: sendRow.y - Theme.gap - y
        visible: screen.crisis.is_writing
        hint: screen.kiosk.words.talk.field
        words: screen.kiosk.talk.draft
        longest: screen.kiosk.longest_draft
        onWritten: text => { if (visible) screen.kiosk.keep_draft(text) }
        onSent: screen.kiosk.send()
    }
    RowLayout {
        id: sendRow

        x: screen.body.x
        y: screen.body.y + screen.body.height - height
        width: screen.body.width
        height: Math.max(Theme.target, implicitHeight)
        visible: screen.crisis.is_writing
        spacing: Theme.gap

        BigButton {
            objectName: "crisisSendButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            text: screen.kiosk.words.crisis.send
            iconName: Theme.isTight ? "" : "send"
            isPrimary: true
            enabled: screen.crisis.can_write
            onMeant: screen.kiosk.send()
        }
        BigButton {
            objectName: "crisisBackButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            text: screen.kiosk.words.crisis.back
            onMeant: screen.kiosk.stop_writing()
        }
    }
}
