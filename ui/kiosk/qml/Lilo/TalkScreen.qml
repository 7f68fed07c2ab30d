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

    // What can be done about the voice, and where the reply comes from: a row over the foot, each in
    // one place, whether or not Lilo is speaking.
    readonly property bool hasVoice: !isWriting && talk.has_voice
    readonly property bool hasSources: !isWriting && talk.sources.length > 0
    readonly property bool hasRow: voice.isThere
    readonly property real readingBottom: body.y + body.height - voice.taken
    property bool showsSources: false
    readonly property string sourcesText: showsSources ? words.talk.to_reply : words.talk.sources

    function takeFocus(): void {
        if (isWriting)
            writing.take();
        else
            answerButton.forceActiveFocus(Qt.OtherFocusReason);
    }

    onHasSourcesChanged: showsSources = false
    onVisibleChanged: showsSources = false
    onIsWritingChanged: if (visible) Qt.callLater(takeFocus)

    Connections {
        target: screen.kiosk
        function onReplay_asked(): void { reply.toStart() }
    }
    Connections {
        target: screen.talk
        function onHeard_changed(): void {
            screen.showsSources = false;
            reply.toStart();
        }
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
        // With large letters the reply has the room.
        visible: !screen.isWriting && !Theme.isTight && screen.talk.heard !== ""
            && height < screen.body.height * 0.3
        label: screen.words.talk.you_said
        words: screen.talk.heard
    }
    AboutCard {
        id: about

        readonly property real at: said.visible ? said.height + Theme.gap * 0.75 : 0
        // Where both have no room, what Lilo is stands in the reply's own card.
        readonly property bool isApart: !Theme.isTight && at + height < screen.body.height * 0.45

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
        height: Math.max(0, screen.readingBottom - y)
        visible: !screen.isWriting && height >= Theme.small * 2
        about: about.isApart ? "" : screen.talk.about_lilo
        said: said.visible || screen.talk.heard === "" ? "" : screen.talk.heard
        saidLabel: screen.words.talk.you_said
        sentences: screen.talk.sentences
        notice: screen.talk.notice
        source: screen.talk.source
        sources: screen.talk.sources
        sourcesTitle: screen.words.talk.sources_title
        showsSources: screen.showsSources
        isFollowing: screen.isSounding && !screen.showsSources
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
        places: onwardButton.visible || phraseButton.visible ? 1 : 2
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
    // Reading on; without a voice, where the reply comes from, or the reply from its start.
    SlotButton {
        id: onwardButton

        readonly property bool isOnward: !screen.isWriting && reply.visible && reply.hasMore

        // Where the row of the voice has no room, silence comes before everything.
        readonly property bool isQuiet: screen.isSounding && !screen.hasRow
        readonly property bool isSources: !isQuiet && !isOnward && !screen.hasRow && screen.hasSources
            && (screen.showsSources || !screen.isSounding)

        on: screen
        place: 1
        objectName: isQuiet ? "stopSpeakingButton" : isSources ? "sourcesButton"
            : isOnward ? "onwardButton" : "againButton"
        visible: !writeButton.visible
            && (isQuiet || isOnward || screen.talk.can_repeat && !screen.hasRow)
        text: isQuiet ? screen.words.talk.stop
            : isSources ? screen.sourcesText
            : isOnward ? screen.words.talk.more : screen.words.talk.again
        iconName: isQuiet ? "silent" : isSources ? "book" : isOnward ? "onward" : "again"
        onMeant: {
            if (isQuiet)
                screen.kiosk.stop_speaking();
            else if (isSources)
                screen.showsSources = !screen.showsSources;
            else if (isOnward)
                reply.onward();
            else
                screen.kiosk.say_again();
        }
    }
    // Without free speech a few phrases are understood; where nothing was said yet there is room.
    SlotButton {
        id: phraseButton

        on: screen
        place: 1
        objectName: "phraseButton"
        visible: screen.isWriting && screen.listening.can_answer && !screen.listening.can_talk
            && !screen.listening.is_asking && !onwardButton.visible
        text: screen.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }
    VoiceRow {
        id: voice

        on: screen
        isWanted: screen.hasVoice
        // Its place is kept where there are no sources: nothing moves.
        hasFourth: true
        least: Theme.reply * 1.6 + 2 * Theme.pad
        canRepeat: screen.talk.can_repeat
        onRepeatMeant: {
            screen.showsSources = false;
            screen.kiosk.say_again();
        }
    }
    BigButton {
        objectName: "sourcesButton"
        x: voice.fourth.x
        y: voice.fourth.y
        leftPadding: Theme.px(10)
        width: voice.fourth.width
        height: voice.fourth.height
        visible: screen.hasRow && screen.hasSources
        text: screen.sourcesText
        iconName: "book"
        textSize: voice.textSize
        onMeant: screen.showsSources = !screen.showsSources
    }
    SlotButton {
        id: writeButton

        on: screen
        place: 1
        objectName: "writeButton"
        visible: screen.isByVoice && !onwardButton.isOnward && !onwardButton.isQuiet
            && (screen.listening.is_open || !screen.talk.can_repeat || screen.hasRow)
        text: screen.listening.write
        iconName: "pencil"
        onMeant: screen.kiosk.write()
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "homeButton"
        text: screen.words.talk.home
        iconName: "home"
        onMeant: screen.kiosk.go_home()
    }
}
