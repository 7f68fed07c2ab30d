import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// One question of a scale: how far it is, what is asked word for word, and large answers. Where
// large text leaves no room for both, the question comes first and the answers at a touch. Whoever
// would rather say it writes it: by the button, or by beginning to type. Nothing is timed.
KioskScreen {
    id: screen

    readonly property QtObject checkIn: kiosk.check_in
    readonly property var words: kiosk.words.check_in
    readonly property bool isAsking: !checkIn.is_over && !checkIn.is_writing
    readonly property bool isApart: isAsking
        && (hasNoPlace
            || Math.max(column.implicitHeight, besides) + Theme.gap + choices.least > room)
    readonly property bool mustReadOn: isApart && !isAnswering && pane.hasMore
    property bool isAnswering: false
    // Where answers can be said, that stands in the place of writing them; whoever would rather
    // write can while Lilo listens. Reading on comes first where there is not room for all.
    readonly property bool saysIt: isAsking && kiosk.listening.can_answer && !kiosk.listening.is_asking
        && (!isApart || kiosk.listening.is_open)
    readonly property bool isOpen: kiosk.listening.is_open && isAsking
    readonly property bool showsQuestion: !checkIn.is_writing && (!isApart || !isAnswering)
    readonly property bool showsAnswers: isAsking && (!isApart || isAnswering)

    // What is left over what can be done about the voice.
    readonly property real room: body.height - voice.taken

    // A question back: in the fourth place beside the voice, and without a voice beside the question,
    // in a row under the answers where a screen is high, or, with letters too large for either, on
    // the page of the question.
    readonly property bool goesBack: isAsking && checkIn.can_go_back && !isOpen
    readonly property bool isPlaced: goesBack && voice.isThere
    readonly property bool isMore: goesBack && !voice.isThere
    readonly property bool isAside: isMore && height <= width && Theme.scale < 1.3
    readonly property real cell: Math.max(Theme.target, Theme.reach)
    readonly property real rowed: cell + Theme.gap
    readonly property bool hasRow: isMore && !isAside && height > width
        && column.implicitHeight + Theme.gap + choices.least + rowed <= room
    readonly property bool hasNoPlace: isMore && !isAside && !hasRow
    readonly property bool isBackInstead: hasNoPlace && !isAnswering
    // With the question on a page of its own, the page of the answers has room to write or say it.
    readonly property bool isOnAnswers: isApart && isAnswering
    readonly property bool hasSaying: isOnAnswers
        && (voice.isThere || choices.stood + rowed <= room)
    readonly property bool canSay: kiosk.listening.can_answer && !kiosk.listening.is_asking
    // One place for both beside the voice: whoever would rather write can while Lilo listens.
    readonly property bool isOneSaying: voice.isThere && !voice.isNarrow && canSay && !saysIt
    readonly property real besides: isAside ? cell : 0
    readonly property real asideWidth: backButton.implicitWidth
    // Where not even the row of the voice has room, silence comes first. Its button does nothing for a
    // moment after Lilo has stopped: a finger on its way to it must not leave the question out.
    readonly property bool isQuiet: isAsking && voice.isWanted && !voice.isThere
        && kiosk.talk.is_sounding
    readonly property bool isQuieted: isAsking && skipPause.running

    onIsQuietChanged: {
        if (isQuiet)
            skipPause.stop();
        else
            skipPause.restart();
    }

    Timer {
        id: skipPause

        objectName: "skipPause"
        interval: 1000
    }

    told: [...checkIn.lines, checkIn.question].join(" ")
    urgency: Accessible.Assertive

    function turn(): void { isAnswering = !isAnswering }
    function takeFocus(): void {
        if (checkIn.is_writing)
            writing.take();
        else if (checkIn.is_over)
            homeButton.forceActiveFocus(Qt.OtherFocusReason);
        else
            screen.rest();
    }

    Keys.onPressed: event => {
        const isPlain = !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier));
        const letter = event.text;
        if (isPlain && letter.trim() !== "" && checkIn.can_answer && isAsking) {
            event.accepted = true;
            kiosk.keep_draft(kiosk.talk.draft + letter);
            kiosk.write_in_check_in();
        }
    }

    Connections {
        target: screen.checkIn
        function onIs_writing_changed(): void {
            if (screen.visible)
                Qt.callLater(screen.takeFocus);
        }
        function onIs_over_changed(): void {
            if (screen.visible)
                Qt.callLater(screen.takeFocus);
        }
        function onQuestion_changed(): void {
            screen.isAnswering = false;
            pane.toStart();
        }
    }

    // What is asked
    ReadingPane {
        id: pane

        readonly property real most: (screen.showsAnswers ? choices.y - Theme.gap * 0.75
            : screen.body.y + screen.room) - y

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width - (screen.isAside ? screen.asideWidth + Theme.gap : 0)
        height: Math.min(implicitHeight, most)
        visible: screen.showsQuestion
        ground: Theme.colours.paper

        Column {
            id: column

            width: pane.width
            spacing: Theme.px(Theme.isTight ? 2 : 6)

            Repeater {
                model: screen.checkIn.lines

                LiloText {
                    required property string modelData
                    required property int index

                    objectName: `checkInLine${index}`
                    width: column.width
                    text: modelData
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.small
                    lineHeight: 1.0
                }
            }
            LiloText {
                objectName: "checkInQuestion"
                width: column.width
                text: screen.checkIn.question
                isStrong: true
                font.pixelSize: Theme.isTight || text.length > 90 ? Theme.title : Theme.question
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }

    // The answers
    GridLayout {
        id: choices

        readonly property int count: screen.checkIn.choices.length
        readonly property real cell: screen.cell
        readonly property real high: 2 * cell + Theme.gap
        readonly property real above: screen.isApart ? 0
            : Math.max(column.implicitHeight, screen.besides) + Theme.gap
        readonly property real under: screen.hasRow || screen.hasSaying && !voice.isThere
            ? screen.rowed : 0
        readonly property real spare: screen.room - above - under
        // How high they are at the least on a page of their own.
        readonly property real stood: !isHigh && count === 4 ? high : least
        // Side by side, or one under the other where a screen is high, in the same places for every
        // question; two and two only where there is no other room.
        readonly property bool isHigh: screen.height > screen.width
        readonly property real stacked: count * (cell + Theme.gap) - Theme.gap
        readonly property bool isTooHigh: isHigh && count === 4
            && column.implicitHeight + Theme.gap + stacked > screen.room
        readonly property bool isPaired: isTooHigh
            || !isHigh && count === 4 && screen.isApart && high <= spare
        readonly property real least: !isHigh ? cell : isTooHigh ? high : stacked

        x: screen.body.x
        y: screen.body.y + screen.room - height - under
        width: screen.body.width
        height: Math.max(isPaired ? high : least,
            Math.min(spare, (isPaired ? high : least) + Theme.px(24)))
        visible: screen.showsAnswers
        columns: isPaired ? 2 : isHigh ? 1 : Math.max(count, 1)
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            id: answers

            model: screen.checkIn.choices

            ChoiceCard {
                required property var modelData
                required property int index

                // Four beside each other: smaller letters rather than a label of three lines.
                readonly property bool isNarrow: choices.columns > 3

                objectName: `checkInAnswer${index}`
                leftPadding: Theme.px(isNarrow || Theme.isTight ? 8 : 28)
                textSize: isNarrow && !Theme.isTight ? Theme.small : Theme.button
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.minimumHeight: Theme.target
                text: modelData.text
                spoken: modelData.spoken
                isChosen: modelData.is_chosen
                onMeant: screen.kiosk.choose_in_check_in(index)
            }
        }
    }

    BigButton {
        id: writeInstead

        objectName: "checkInWriteInsteadButton"
        readonly property rect all: voice.isThere ? voice.fourth : Qt.rect(screen.body.x,
            screen.body.y + screen.body.height - screen.cell, screen.body.width, screen.cell)

        x: all.x
        y: all.y
        width: screen.canSay ? (all.width - Theme.gap) / 2 : all.width
        height: all.height
        visible: screen.hasSaying && !screen.isOneSaying
        enabled: screen.checkIn.can_answer
        textSize: Theme.small
        text: screen.words.write_short
        iconName: "pencil"
        onMeant: screen.kiosk.write_in_check_in()
    }
    BigButton {
        objectName: "checkInSayInsteadButton"
        x: writeInstead.all.x + writeInstead.all.width - width
        y: writeInstead.y
        width: screen.isOneSaying ? writeInstead.all.width : (writeInstead.all.width - Theme.gap) / 2
        height: writeInstead.height
        visible: screen.hasSaying && screen.canSay && !screen.saysIt
        enabled: screen.checkIn.can_answer
        textSize: Theme.small
        text: screen.kiosk.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }

    // Writing
    WritingPane {
        id: writing

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: screen.body.height
        visible: screen.checkIn.is_writing
        isHigh: screen.height > screen.width
        kiosk: screen.kiosk
        ask: screen.checkIn.question
        note: screen.kiosk.talk.note
        onSent: screen.kiosk.send()
    }

    // What can be done besides, always in the same places
    SlotButton {
        on: screen
        place: 0
        objectName: "checkInWriteButton"
        visible: !screen.checkIn.is_over
        textSize: Theme.isTight ? Theme.small : Theme.button
        iconName: screen.saysIt ? "mic" : screen.checkIn.is_writing ? "send"
            : screen.mustReadOn ? "onward" : screen.isApart ? "" : "pencil"
        text: screen.checkIn.is_writing ? screen.words.send
            : screen.saysIt ? screen.kiosk.listening.button
            : screen.mustReadOn ? screen.kiosk.words.talk.more
            : screen.isApart ? (screen.isAnswering ? screen.words.question : screen.words.answer)
            : Theme.isTight ? screen.words.write_short : screen.words.write
        isPrimary: screen.checkIn.is_writing || screen.isApart && !screen.isAnswering
        enabled: screen.checkIn.can_answer
        onMeant: {
            if (screen.checkIn.is_writing)
                screen.kiosk.send();
            else if (screen.saysIt)
                screen.kiosk.listen();
            else if (screen.mustReadOn)
                pane.onward();
            else if (screen.isApart)
                screen.turn();
            else
                screen.kiosk.write_in_check_in();
        }
    }
    BigButton {
        id: backButton

        readonly property rect place: screen.isPlaced ? voice.fourth
            : screen.isBackInstead ? Qt.rect(screen.slotX(1), screen.foot.y, screen.slotWidth(1),
                screen.foot.height)
            : screen.isAside ? Qt.rect(screen.body.x + screen.body.width - screen.asideWidth,
                screen.body.y, screen.asideWidth, screen.cell)
            : Qt.rect(screen.body.x, screen.body.y + screen.body.height - screen.cell,
                screen.body.width, screen.cell)

        x: place.x
        y: place.y
        width: place.width
        height: place.height
        objectName: "checkInBackButton"
        visible: screen.goesBack && (screen.isPlaced ? !screen.isOnAnswers
            : screen.isBackInstead || screen.hasRow || screen.isAside && screen.showsQuestion)
        textSize: screen.isPlaced ? voice.textSize : Theme.small
        text: screen.words.go_back
        enabled: screen.checkIn.can_answer
        onMeant: screen.kiosk.press_in_check_in("back")
    }
    VoiceRow {
        id: voice

        on: screen
        isWanted: screen.kiosk.talk.has_voice && !screen.checkIn.is_writing && !screen.isOpen
        // For the first question too, though it has nothing there: the answers stay where they are.
        hasFourth: screen.isAsking
        least: 2 * screen.cell + Theme.gap
        canRepeat: screen.checkIn.is_over || screen.checkIn.can_repeat && screen.checkIn.can_answer
        onRepeatMeant: {
            if (screen.checkIn.is_over)
                screen.kiosk.say_again();
            else
                screen.kiosk.press_in_check_in("repeat");
        }
    }
    SlotButton {
        on: screen
        place: 1
        objectName: "checkInSkipButton"
        visible: !screen.checkIn.is_over && !screen.isBackInstead
        textSize: Theme.isTight ? Theme.small : Theme.button
        enabled: !screen.isQuieted
        iconName: screen.isQuiet || screen.isQuieted ? "silent" : ""
        text: screen.checkIn.is_writing ? screen.words.back
            : screen.isQuiet || screen.isQuieted ? screen.kiosk.words.talk.stop
            : screen.isOpen ? screen.kiosk.listening.write : screen.words.skip
        onMeant: screen.checkIn.is_writing ? screen.kiosk.stop_writing_in_check_in()
            : screen.isQuiet ? screen.kiosk.stop_speaking()
            : screen.isOpen ? screen.kiosk.write_in_check_in()
            : screen.kiosk.press_in_check_in("skip")
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "checkInStopButton"
        visible: !screen.checkIn.is_over
        textSize: Theme.isTight ? Theme.small : Theme.button
        text: Theme.isTight ? screen.words.stop_short : screen.words.stop
        onMeant: screen.kiosk.press_in_check_in("stop")
    }
    SlotButton {
        id: homeButton

        on: screen
        place: 2
        objectName: "checkInHomeButton"
        visible: screen.checkIn.is_over
        text: screen.words.home
        iconName: "home"
        isPrimary: true
        onMeant: screen.kiosk.leave_check_in()
    }
}
