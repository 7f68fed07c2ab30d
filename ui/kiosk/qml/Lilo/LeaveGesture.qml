import QtQuick
import Lilo.Theme

// How staff ask to leave: five taps in the upper left corner within five seconds, or Ctrl+Alt+L on
// a keyboard. Nothing shows that it is there, and it takes no tap away from anything.
Item {
    id: gesture

    signal asked

    property var taps: []

    width: Theme.target
    height: Theme.target
    z: 2

    TapHandler {
        onTapped: {
            const now = Date.now();
            gesture.taps = [...gesture.taps.filter(at => now - at < 5000), now];
            if (gesture.taps.length >= 5) {
                gesture.taps = [];
                gesture.asked();
            }
        }
    }
    Shortcut {
        sequence: "Ctrl+Alt+L"
        onActivated: gesture.asked()
    }
}
