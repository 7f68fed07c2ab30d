import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// When someone is in danger: few words, one question, and the truth about who comes. Whoever wants
// to say more than an answer writes it: by the button, or by beginning to type.
KioskScreen {
    id: screen

    readonly property QtObject crisis: kiosk.crisis
    readonly property bool isAsking: answers.count > 0

    // With large letters on a low screen all of it stands in one row: the question needs the lines.
    // What has more than a page is read on in the place of saying more, until its last page.
    readonly property int said: (crisis.can_write ? 1 : 0) + (canSay ? 1 : 0)
    readonly property real room: body.height - voice.taken
    readonly property bool isFull: pane.implicitHeight + 2 * Theme.reach + Theme.gap * 2.75 > room
    readonly property bool isLong: pane.implicitHeight + Theme.reach + Theme.gap * 1.75 > room
    readonly property bool hasBesides: crisis.can_write || isLong
    readonly property bool isFullHigh: height > width && pane.implicitHeight + Theme.gap * 2.75
        + answers.count * (Theme.reach + Theme.gap) + (voice.isThere ? 0 : Theme.reach) > room
    readonly property int cells: answers.count + said
    readonly property bool isRow: isFull && !voice.isThere && height <= width && isAsking && said > 0
        && (body.width - (cells - 1) * Theme.gap) / cells >= Theme.button * (canSay ? 3.7 : 4.6)
    readonly property real cell: (body.width - (cells - 1) * Theme.gap) / Math.max(1, cells)
    // Without a question it is of use to whoever is understood in free words.
    readonly property bool canSay: crisis.can_write && kiosk.listening.can_answer
        && !kiosk.listening.is_asking && (isAsking || kiosk.listening.can_talk)

    // Beside the voice there is one place more: for reading on, then for saying more. Speaking stands
    // among the answers, or with large letters in that place; whoever would rather write can while
    // Lilo listens. On a narrow screen with the largest letters that place is among the answers too.
    readonly property bool isLargest: Theme.scale > 1.6
    readonly property bool isPlaced: voice.isThere && !crisis.is_writing
    readonly property bool isWithin: isPlaced && voice.isNarrow && isLargest && isAsking
    readonly property bool isOnePlace: isPlaced && !voice.isNarrow
    readonly property bool isSpoken: isPlaced && Theme.isTight && isLargest
    readonly property string among: isOnePlace && canSay && !Theme.isTight ? "say"
        : !isWithin ? "" : pane.hasMore ? "on" : canSay ? "say" : crisis.can_write ? "write" : ""

    // With the largest letters not all of it has a page beside the answers: the question goes first,
    // for it stands with them, and the lines that go with it are read on.
    readonly property var words: {
        const lines = crisis.lines.map((text, index) => ({ name: `crisisLine${index}`, text }));
        const asked = crisis.question === "" ? [] : [{ name: "question", text: crisis.question }];
        return isSpoken ? [...asked, ...lines] : [...lines, ...asked];
    }

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
    onWordsChanged: pane.toStart()

    // Listening
    ReadingPane {
        id: pane

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: Math.min(implicitHeight, choices.y - Theme.gap * (screen.isSpoken ? 0.25 : 0.75) - y)
        visible: !screen.crisis.is_writing
        ground: Theme.colours.paper

        Column {
            width: pane.width
            spacing: Theme.px(Theme.isTight ? 4 : 8)

            Repeater {
                model: screen.words

                LiloText {
                    required property var modelData

                    readonly property bool isQuestion: modelData.name === "question"

                    objectName: modelData.name
                    width: parent.width
                    text: modelData.text
                    isStrong: isQuestion
                    font.pixelSize: isQuestion
                        ? (screen.isSpoken ? Theme.leastText : Theme.isTight ? Theme.said : Theme.grave)
                        : Theme.isTight ? Theme.leastText : Theme.field
                    lineHeight: Theme.isTight ? 1.0 : 1.08
                }
            }
        }
    }
    GridLayout {
        id: choices

        // Side by side, or one under the other where a screen is high.
        readonly property bool isHigh: screen.height > screen.width

        readonly property real under: screen.hasBesides && !screen.isRow && !screen.isPlaced
            ? Theme.reach + Theme.gap : 0
        readonly property real spare: screen.room - pane.implicitHeight - Theme.gap * 1.75 - under

        x: screen.body.x
        y: Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
            screen.body.y + screen.room - height - under)
        width: screen.isRow ? answers.count * (screen.cell + Theme.gap) - Theme.gap : screen.body.width
        height: !visible ? 0 : isHigh ? implicitHeight : Math.max(Theme.target, implicitHeight,
            Math.min(Theme.reach + Theme.px(12), spare))
        visible: !screen.crisis.is_writing && (screen.isAsking || screen.crisis.can_leave)
        columns: screen.isFullHigh ? 2 : isHigh ? 1 : 8
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
        BigButton {
            objectName: ({ say: "crisisListenButton", on: "readOnButton", write: "tellMoreButton" })[
                screen.among] ?? ""
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            Layout.minimumHeight: Theme.target
            // One height for whatever it is: were it higher for one, the pane would be lower, have more
            // than its page again, and the two would change places for ever.
            Layout.preferredHeight: screen.isWithin ? Theme.reach : -1
            Layout.maximumHeight: screen.isWithin ? Theme.reach : Number.POSITIVE_INFINITY
            visible: screen.among !== ""
            text: screen.among === "say" ? screen.kiosk.listening.button
                : screen.among === "on" ? screen.kiosk.words.talk.more
                : screen.kiosk.words.crisis.write
            iconName: ({ say: "mic", on: "onward", write: "pencil" })[screen.among] ?? ""
            onMeant: {
                if (screen.among === "say")
                    screen.kiosk.listen();
                else if (screen.among === "on")
                    pane.onward();
                else
                    screen.kiosk.write_in_crisis();
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
    // Saying more than an answer, in writing or aloud, and reading on: at any size of letters, for
    // somebody in danger must not be left with the answers alone.
    RowLayout {
        id: besides

        x: screen.isPlaced ? voice.fourth.x
            : screen.isRow ? choices.x + choices.width + Theme.gap : screen.body.x
        y: screen.isPlaced ? voice.fourth.y : screen.isRow ? choices.y : choices.visible ? choices.y + choices.height + Theme.gap
            : Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
                screen.body.y + screen.body.height - height)
        width: screen.isPlaced ? voice.fourth.width
            : screen.isRow ? screen.said * (screen.cell + Theme.gap) - Theme.gap
            : Math.min(implicitWidth, screen.body.width)
        height: screen.isRow ? choices.height : Theme.reach
        visible: !screen.crisis.is_writing && screen.hasBesides && !screen.isWithin
        spacing: Theme.gap

        BigButton {
            id: tellMoreButton

            objectName: "tellMoreButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: Theme.target
            Layout.preferredWidth: screen.isRow || screen.isPlaced ? 1
                : Math.max(implicitWidth, Theme.px(Theme.isTight ? 0 : 360))
            visible: screen.crisis.can_write && !((screen.isRow || screen.isPlaced) && pane.hasMore)
                && !(screen.isOnePlace && screen.canSay && screen.among !== "say")
            text: screen.kiosk.words.crisis.write
            iconName: "pencil"
            onMeant: screen.kiosk.write_in_crisis()
        }
        BigButton {
            id: listenButton

            objectName: "crisisListenButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: Theme.target
            Layout.preferredWidth: screen.isRow || screen.isPlaced ? 1
                : Math.max(implicitWidth, Theme.px(Theme.isTight ? 0 : 360))
            visible: screen.canSay && screen.among !== "say" && !(screen.isOnePlace && pane.hasMore)
            text: screen.kiosk.listening.button
            iconName: "mic"
            onMeant: screen.kiosk.listen()
        }
        // More words than the screen holds: on by a page, and back to the first.
        BigButton {
            id: readOnButton

            objectName: "readOnButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: Theme.target
            Layout.preferredWidth: screen.isRow || screen.isPlaced ? 1 : implicitWidth
            visible: screen.isRow || screen.isPlaced ? pane.hasMore : pane.canPage
            text: pane.hasMore ? screen.kiosk.words.talk.more : screen.kiosk.words.stories.from_start
            iconName: pane.hasMore ? "onward" : ""
            onMeant: pane.turn()
        }
    }

    VoiceRow {
        id: voice

        on: screen
        isWanted: screen.kiosk.talk.has_voice && !screen.crisis.is_writing
            && !screen.kiosk.listening.is_open
        hasFourth: !(screen.isLargest && screen.isAsking)
        least: Theme.reach + Theme.gap * 1.75 + Theme.leastText * 1.2
        onRepeatMeant: {
            pane.toStart();
            screen.kiosk.say_again();
        }
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
