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
    readonly property bool isSounding: !isWriting && talk.is_sounding
    readonly property QtObject listening: kiosk.listening
    // By voice: speak in the first place, write in the second until there is something to hear again.
    readonly property bool isByVoice: listening.can_talk && !isWriting

    function takeFocus(): void {
        if (isWriting)
            writing.take();
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
            && height < screen.body.height * 0.3
        label: screen.words.talk.you_said
        words: screen.talk.heard
    }
    AboutCard {
        id: about

        readonly property real at: said.visible ? said.height + Theme.gap * 0.75 : 0
        // Where both have no room, what Lilo is stands in the reply's own card.
        readonly property bool isApart: at + height < screen.body.height * 0.55

        x: screen.body.x
        y: screen.body.y + at
        width: screen.body.width
        visible: !screen.isWriting && screen.talk.about_lilo !== "" && isApart
        words: screen.talk.about_lilo
    }
    ReplyCard {
        id: reply

        x: screen.body.x
        y: about.visible ? about.y + about.height + Theme.gap * 0.5 : about.y
        width: screen.body.width
        height: Math.max(0, screen.body.y + screen.body.height - y)
        visible: !screen.isWriting && height >= Theme.small * 2
        about: about.isApart ? "" : screen.talk.about_lilo
        sentences: screen.talk.sentences
        notice: screen.talk.notice
        source: screen.talk.source
        isFollowing: screen.isSounding
    }

    // Writing
    WritingPane {
        id: writing

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: screen.body.height
        visible: screen.isWriting
        isHigh: screen.height > screen.width
        kiosk: screen.kiosk
        ask: screen.talk.ask
        note: screen.talk.note
        onSent: screen.kiosk.send()
    }

    // What can be done
    SlotButton {
        on: screen
        place: 0
        places: againButton.visible || phraseButton.visible ? 1 : 2
        objectName: "sendButton"
        visible: screen.isWriting
        text: screen.words.talk.send
        iconName: "send"
        isPrimary: true
        enabled: screen.talk.can_answer
        onMeant: screen.kiosk.send()
    }
    SlotButton {
        id: answerButton

        on: screen
        place: 0
        objectName: "answerButton"
        visible: !screen.isWriting
        text: screen.isByVoice ? screen.listening.button : screen.words.talk.answer
        iconName: screen.isByVoice ? "mic" : "pencil"
        isPrimary: true
        enabled: screen.talk.can_answer
        onMeant: screen.isByVoice ? screen.kiosk.listen() : screen.kiosk.write()
    }
    SlotButton {
        id: againButton

        readonly property bool isOnward: !screen.isWriting && reply.visible && reply.hasMore

        on: screen
        place: 1
        objectName: "againButton"
        visible: screen.talk.can_repeat && !screen.isSounding && !writeButton.visible
        text: isOnward ? screen.words.talk.more : screen.words.talk.again
        iconName: isOnward ? "onward" : "again"
        onMeant: isOnward ? reply.onward() : screen.kiosk.say_again()
    }
    // Without free speech a few phrases are understood; where nothing was said yet there is room.
    SlotButton {
        id: phraseButton

        on: screen
        place: 1
        objectName: "phraseButton"
        visible: screen.isWriting && screen.listening.can_answer && !screen.listening.can_talk
            && !screen.listening.is_asking && !againButton.visible
        text: screen.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }
    // While Lilo speaks, what can be done about that.
    SlotButton {
        id: slowerButton

        on: screen
        place: 1
        objectName: "slowerButton"
        visible: screen.isSounding
        enabled: screen.talk.can_slow
        text: screen.words.talk.slower
        onMeant: screen.kiosk.say_slower()
    }
    SlotButton {
        id: writeButton

        on: screen
        place: 1
        objectName: "writeButton"
        visible: screen.isByVoice && !screen.isSounding
            && (screen.listening.is_open || !screen.talk.can_repeat)
        text: screen.listening.write
        iconName: "pencil"
        onMeant: screen.kiosk.write()
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "stopSpeakingButton"
        visible: screen.isSounding
        text: screen.words.talk.stop
        iconName: "silent"
        onMeant: screen.kiosk.stop_speaking()
    }
    SlotButton {
        on: screen
        place: 2
        visible: !screen.isSounding
        objectName: "homeButton"
        text: screen.words.talk.home
        iconName: "home"
        onMeant: screen.kiosk.go_home()
    }
}
