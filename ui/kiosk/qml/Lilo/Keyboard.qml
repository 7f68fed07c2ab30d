import QtQuick
import Lilo.Theme

// The keyboard on the screen: large letters in the order their person chose, numbers and signs,
// and the letters of other languages, one after the other by the same key.
Item {
    id: whole

    required property QtObject kiosk
    required property real keyHeight
    // The screen is higher than wide.
    required property bool isHigh
    // How high all of it may be.
    required property real most

    signal typed(string text)
    signal erased

    readonly property QtObject keyboard: kiosk.keyboard
    readonly property int columns: isHigh && keyboard.high_columns > 0 ? keyboard.high_columns
        : keyboard.columns > 0 ? keyboard.columns
        : isHigh || width <= Theme.target * 7.4 ? 6 : 10
    readonly property int rows: Math.ceil((keyboard.cells > 0 ? keyboard.cells : 30) / columns)
    readonly property real cell: (width - (columns - 1) * keyGap) / columns
    // As far apart as everything else where a finger's width is left for each key.
    readonly property bool isRoomy: (width - (columns - 1) * Theme.gap) / columns >= Theme.target
        && (most - (rows - 1) * Theme.gap) / rows >= Theme.target
    readonly property int keyGap: isRoomy ? Theme.gap : Theme.keyGap
    property int current: 0

    implicitHeight: rows * keyHeight + (rows - 1) * keyGap

    function press(key: var): void {
        if (key.kind === "erase")
            erased();
        else if (key.kind === "layer")
            kiosk.turn_keyboard();
        else if (key.kind === "half")
            kiosk.turn_half();
        else
            typed(key.kind === "space" ? " " : key.text);
    }
    function move(by: int): void {
        const to = current + by;
        if (to < 0 || to >= repeater.count)
            return;
        // In this order: the key that has the focus must stay one that Tab can reach.
        repeater.itemAt(to).forceActiveFocus(Qt.TabFocusReason);
        current = to;
    }

    Repeater {
        id: repeater

        model: whole.keyboard.keys

        Key {
            readonly property int at: modelData.at

            board: whole
            x: (at % whole.columns) * (whole.cell + whole.keyGap)
            y: Math.floor(at / whole.columns) * (whole.keyHeight + whole.keyGap)
            width: whole.cell * modelData.span + whole.keyGap * (modelData.span - 1)
            height: whole.keyHeight
        }
    }
}
