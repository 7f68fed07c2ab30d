import QtQuick
import QtQuick.Templates as T
import Lilo.Theme

// A large sheet to write on. Nothing is timed; Return sends, and Tab goes on.
Rectangle {
    id: field

    required property string hint
    required property string words
    required property int longest
    property int padding: Theme.pad - 4
    readonly property bool isEmpty: area.length === 0 && area.preeditText === ""

    signal written(string text)
    signal sent

    function take(): void { area.forceActiveFocus(Qt.OtherFocusReason) }

    // A letter from the keyboard on the screen, large where a sentence begins.
    function insert(letter: string): void {
        const before = area.text.slice(0, area.cursorPosition);
        const begins = /(^|[.!?¿¡]\s*)$/.test(before);
        area.insert(area.cursorPosition, begins ? letter.toUpperCase() : letter.toLowerCase());
    }
    function eraseOne(): void {
        if (area.selectedText !== "")
            area.remove(area.selectionStart, area.selectionEnd);
        else if (area.cursorPosition > 0)
            area.remove(area.cursorPosition - 1, area.cursorPosition);
    }

    color: Theme.colours.card
    radius: Theme.radius
    border.width: area.activeFocus ? Theme.ring : Theme.line
    border.color: area.activeFocus ? Theme.colours.focus : Theme.colours.edge

    onWordsChanged: {
        if (area.text !== words) {
            area.text = words;
            area.cursorPosition = area.length;
        }
    }

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.margins: field.padding
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        contentWidth: width

        T.TextArea.flickable: T.TextArea {
            id: area

            objectName: "talkField"
            color: Theme.colours.ink
            font.family: Theme.family
            font.features: Theme.features
            font.pixelSize: Theme.field
            font.weight: Theme.bodyWeight
            selectionColor: Theme.colours.chosen
            selectedTextColor: Theme.colours.ink
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            persistentSelection: false
            leftPadding: 6
            rightPadding: 6

            Accessible.role: Accessible.EditableText
            Accessible.name: field.hint
            Accessible.editable: true
            Accessible.multiLine: true
            Accessible.focusable: true

            onTextChanged: {
                if (length > field.longest)
                    remove(field.longest, length);
                field.written(text);
            }
            Keys.onPressed: event => {
                const isReturn = event.key === Qt.Key_Return || event.key === Qt.Key_Enter;
                if (isReturn && !(event.modifiers & Qt.ShiftModifier)) {
                    event.accepted = true;
                    if (!event.isAutoRepeat)
                        field.sent();
                } else if (event.key === Qt.Key_Tab) {
                    event.accepted = true;
                    area.nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason);
                } else if (event.key === Qt.Key_Backtab) {
                    event.accepted = true;
                    area.nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason);
                }
            }

            cursorDelegate: Rectangle {
                width: 4
                color: Theme.colours.accent
                visible: area.activeFocus
            }
        }
    }
}
