import QtQuick

// What every screen is given: the view model, the room for its content, and the room beside the
// call button.
FocusScope {
    required property QtObject kiosk
    required property rect body
    required property rect foot

    // Where the keyboard begins on this screen.
    property Item first: null

    function takeFocus(): void {
        if (first !== null)
            first.forceActiveFocus(Qt.OtherFocusReason);
    }
}
