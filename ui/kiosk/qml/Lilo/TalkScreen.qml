import QtQuick
import Lilo.Theme

// The conversation: either Lilo's reply to read, or the sheet to write on. The three buttons
// stay where they are in both.
KioskScreen {
    id: screen

    readonly property QtObject talk: kiosk.talk
    readonly property QtObject words: QtObject {
        readonly property var talk: screen.kiosk.words.talk
    }
    readonly property bool isWriting: talk.is_writing

    function takeFocus(): void {
        if (isWriting)
            field.take();
        else
            answerButton.forceActiveFocus(Qt.OtherFocusReason);
    }

    onIsWritingChanged: if (visible) Qt.callLater(takeFocus)

    Connections {
        target: screen.kiosk
        function onReplay_asked(): void { reply.toStart() }
    }
    Connections {
        target: screen.talk
        function onHeard_changed(): void { reply.toStart() }
        function onAsk_changed(): void {
            // Whatever there is to say about the field, the field is where to go on.
            if (screen.visible && screen.isWriting)
                Qt.callLater(screen.takeFocus);
        }
        function onCan_answer_changed(): void {
            // The button that had the keyboard was asleep while Lilo thought.
            if (screen.visible && !screen.isWriting && screen.talk.can_answer)
                Qt.callLater(screen.takeFocus);
        }
    }

    // Reading
    SaidCard {
        id: said

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        visible: !screen.isWriting && screen.talk.heard !== ""
        label: screen.words.talk.you_said
        words: screen.talk.heard
    }
    AboutCard {
        id: about

        x: screen.body.x
        y: said.visible ? said.y + said.height + Theme.gap * 0.75 : screen.body.y
        width: screen.body.width
        visible: !screen.isWriting && screen.talk.about_lilo !== ""
        words: screen.talk.about_lilo
    }
    ReplyCard {
        id: reply

        x: screen.body.x
        y: about.visible ? about.y + about.height + Theme.gap * 0.5 : about.y
        width: screen.body.width
        height: screen.body.y + screen.body.height - y
        visible: !screen.isWriting
        sentences: screen.talk.sentences
        notice: screen.talk.notice
        source: screen.talk.source
    }

    // Writing
    LiloText {
        id: ask

        objectName: "ask"
        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        visible: screen.isWriting
        text: screen.talk.ask
        isStrong: true
        font.pixelSize: Theme.question
    }
    TalkField {
        id: field

        x: screen.body.x
        y: ask.y + ask.height + Theme.gap * 0.75
        width: screen.body.width
        height: screen.body.y + screen.body.height - y
        visible: screen.isWriting
        hint: screen.words.talk.field
        words: screen.talk.draft
        longest: screen.kiosk.longest_draft
        onWritten: text => screen.kiosk.keep_draft(text)
        onSent: screen.kiosk.send()
    }

    // What can be done: three places, and nothing ever changes place
    Item {
        id: row

        readonly property real room: width - 2 * Theme.gap
        readonly property real wide: Math.round(room * 0.365)
        readonly property real narrow: Math.round(room * 0.305)

        x: screen.foot.x
        y: screen.foot.y
        width: screen.foot.width
        height: screen.foot.height

        BigButton {
            id: sendButton

            objectName: "sendButton"
            width: againButton.visible ? row.wide : againButton.x + againButton.width
            height: row.height
            visible: screen.isWriting
            text: screen.words.talk.send
            iconName: Theme.isTight ? "" : "send"
            isPrimary: true
            enabled: screen.talk.can_answer
            onMeant: screen.kiosk.send()
        }
        BigButton {
            id: answerButton

            objectName: "answerButton"
            width: row.wide
            height: row.height
            visible: !screen.isWriting
            text: screen.words.talk.answer
            iconName: Theme.isTight ? "" : "pencil"
            isPrimary: true
            enabled: screen.talk.can_answer
            onMeant: screen.kiosk.write()
        }
        BigButton {
            id: againButton

            objectName: "againButton"
            readonly property bool isOnward: !screen.isWriting && reply.hasMore

            x: row.wide + Theme.gap
            width: row.width - row.wide - row.narrow - 2 * Theme.gap
            height: row.height
            visible: screen.talk.can_repeat
            text: isOnward ? screen.words.talk.more : screen.words.talk.again
            onMeant: isOnward ? reply.onward() : screen.kiosk.say_again()
        }
        BigButton {
            objectName: "homeButton"
            x: row.width - width
            width: row.narrow
            height: row.height
            text: screen.words.talk.home
            iconName: Theme.isTight ? "" : "home"
            onMeant: screen.kiosk.go_home()
        }
    }
}
