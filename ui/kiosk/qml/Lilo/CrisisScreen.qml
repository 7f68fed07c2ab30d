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
    readonly property bool isFull: pane.implicitHeight + 2 * Theme.reach + Theme.gap * 2.75 > body.height
    readonly property bool isLong: pane.implicitHeight + Theme.reach + Theme.gap * 1.75 > body.height
    readonly property bool hasBesides: crisis.can_write || isLong
    readonly property bool isFullHigh: height > width && pane.implicitHeight + Theme.gap * 2.75
        + answers.count * (Theme.reach + Theme.gap) + Theme.reach > body.height
    readonly property int cells: answers.count + said
    readonly property bool isRow: isFull && height <= width && isAsking && said > 0
        && (body.width - (cells - 1) * Theme.gap) / cells >= Theme.button * (canSay ? 3.7 : 4.6)
    readonly property real cell: (body.width - (cells - 1) * Theme.gap) / Math.max(1, cells)
    // Without a question it is of use to whoever is understood in free words.
    readonly property bool canSay: crisis.can_write && kiosk.listening.can_answer
        && !kiosk.listening.is_asking && (isAsking || kiosk.listening.can_talk)

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

        readonly property real under: screen.hasBesides && !screen.isRow ? Theme.reach + Theme.gap : 0
        readonly property real spare: screen.body.height - pane.implicitHeight - Theme.gap * 1.75 - under

        x: screen.body.x
        y: Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
            screen.body.y + screen.body.height - height - under)
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

        x: screen.isRow ? choices.x + choices.width + Theme.gap : screen.body.x
        y: screen.isRow ? choices.y : choices.visible ? choices.y + choices.height + Theme.gap
            : Math.min(screen.body.y + pane.implicitHeight + Theme.gap * 1.75,
                screen.body.y + screen.body.height - height)
        width: screen.isRow ? screen.said * (screen.cell + Theme.gap) - Theme.gap
            : Math.min(implicitWidth, screen.body.width)
        height: screen.isRow ? choices.height : Theme.reach
        visible: !screen.crisis.is_writing && screen.hasBesides
        spacing: Theme.gap

        BigButton {
            id: tellMoreButton

            objectName: "tellMoreButton"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumWidth: Theme.target
            Layout.preferredWidth: screen.isRow ? 1 : Math.max(implicitWidth, Theme.px(Theme.isTight ? 0 : 360))
            visible: screen.crisis.can_write && !(screen.isRow && pane.hasMore)
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
            Layout.preferredWidth: screen.isRow ? 1 : Math.max(implicitWidth, Theme.px(Theme.isTight ? 0 : 360))
            visible: screen.canSay
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
            Layout.preferredWidth: screen.isRow ? 1 : implicitWidth
            visible: screen.isRow ? pane.hasMore : pane.canPage
            text: pane.hasMore ? screen.kiosk.words.talk.more : screen.kiosk.words.stories.from_start
            iconName: pane.hasMore ? "onward" : ""
            onMeant: pane.turn()
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
