import QtQuick
import Lilo.Theme

// One key. It does not take the keyboard's place away from the field that is written in; arrow
// keys move from key to key, so that a switch or a keyboard can press every one.
BigButton {
    required property Keyboard board
    required property int index
    required property var modelData

    objectName: `key${index}`
    text: modelData.text
    spoken: modelData.spoken
    textSize: Math.round(Math.min(Theme.field, height * 0.52, width * (text.length > 1
        ? 1.5 / text.length : 0.62)))
    leftPadding: 2
    rightPadding: 2
    topPadding: 2
    bottomPadding: 2
    corner: Theme.px(16)
    focusPolicy: Qt.NoFocus
    activeFocusOnTab: index === board.current
    fill: modelData.kind === "letter" ? Theme.colours.card : Theme.colours.chosen

    onClicked: if (board.kiosk.accepts_key(text)) board.press(modelData)
    Keys.onRightPressed: board.move(1)
    Keys.onLeftPressed: board.move(-1)
    Keys.onDownPressed: board.move(board.columns)
    Keys.onUpPressed: board.move(-board.columns)
}
