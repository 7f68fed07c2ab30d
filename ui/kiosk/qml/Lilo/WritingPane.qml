import QtQuick
import Lilo.Theme

// Where a resident writes: the sheet, the words that may be meant, and the keyboard. What has no
// room at very large letters goes in this order: the words, the keyboard.
Item {
    id: pane

    required property QtObject kiosk
    // What is asked for; it stands on the sheet until something is written there.
    required property string ask
    // A line about what was written; it takes the place of the words that may be meant.
    required property string note

    // The screen is higher than wide.
    required property bool isHigh

    signal sent

    // Large keys come before the words that may be meant, and before a sheet of two lines.
    readonly property bool isLarge: kiosk.keyboard.cells < 30
    readonly property real least: Math.max(Theme.field * 1.3, hint.height) + 2 * field.padding
    readonly property real rowHeight: Math.max(Theme.target * 0.62, Theme.small * 1.5,
        says.visible ? says.height : 0)
    readonly property real spare: height - least - Theme.keyGap * 1.5
    readonly property real gaps: (keyboard.rows - 1) * keyboard.keyGap
    readonly property real withRow: (spare - rowHeight - Theme.keyGap - gaps) / keyboard.rows
    readonly property real withRowApart: (spare - rowHeight - Theme.keyGap
        - (keyboard.rows - 1) * Theme.gap) / keyboard.rows
    readonly property bool hasRow: note !== "" || (isLarge ? withRowApart >= Theme.target
        : withRow >= Theme.leastKey * 1.1)
    readonly property real keyHeight: Math.min(Theme.target * 1.15,
        hasRow ? withRow : (spare - gaps) / keyboard.rows)
    readonly property bool hasKeyboard: keyHeight >= Theme.leastKey

    function take(): void { field.take() }

    TalkField {
        id: field

        width: pane.width
        height: pane.height - (pane.hasRow ? pane.rowHeight + Theme.keyGap : 0)
            - (pane.hasKeyboard ? keyboard.height + Theme.keyGap * 1.5 : 0)
        padding: Theme.px(pane.isLarge && Theme.isTight ? 6 : 16)
        hint: pane.kiosk.words.talk.field
        words: pane.kiosk.talk.draft
        longest: pane.kiosk.longest_draft
        onWritten: text => { if (pane.visible && text !== pane.kiosk.talk.draft) pane.kiosk.keep_draft(text) }
        onSent: pane.sent()

        LiloText {
            id: hint

            objectName: visible ? "ask" : ""
            x: field.padding + 6
            y: field.padding
            width: pane.width - 2 * x
            opacity: pane.note === "" && field.isEmpty ? 1 : 0
            visible: opacity > 0
            text: pane.ask
            color: Theme.colours.secondary
            font.pixelSize: Theme.isTight ? Theme.small : Theme.field
            lineHeight: 1.0
        }
    }
    LiloText {
        id: says

        objectName: visible ? "ask" : ""
        y: field.height + Theme.keyGap + (pane.rowHeight - height) / 2
        width: pane.width
        visible: pane.note !== ""
        text: pane.note
        isStrong: true
        font.pixelSize: Theme.isTight ? Theme.small : Theme.said
        lineHeight: 1.0
    }
    Row {
        y: field.height + Theme.keyGap
        height: pane.rowHeight
        visible: pane.hasRow && !says.visible
        spacing: Theme.gap

        Repeater {
            model: pane.kiosk.talk.suggestions

            BigButton {
                required property string modelData
                required property int index

                objectName: `suggestion${index}`
                width: (pane.width - 2 * Theme.gap) / 3
                height: pane.rowHeight
                topPadding: 4
                bottomPadding: 4
                focusPolicy: Qt.TabFocus
                corner: Theme.px(16)
                textSize: Math.min(Theme.small * 1.15, height * 0.55)
                text: modelData
                onMeant: pane.kiosk.take_suggestion(index)
            }
        }
    }
    Keyboard {
        id: keyboard

        y: pane.height - height
        width: pane.width
        height: implicitHeight
        visible: pane.hasKeyboard
        kiosk: pane.kiosk
        isHigh: pane.isHigh
        most: pane.spare - (pane.isLarge && !pane.hasRow ? 0 : pane.rowHeight + Theme.keyGap)
        keyHeight: pane.keyHeight
        onTyped: text => field.insert(text)
        onErased: field.eraseOne()
    }
}
