pragma Singleton

import QtQuick

// Asks the view model whether a tap is meant; `Kiosk` says whom to ask.
QtObject {
    property QtObject judge: null

    function accepts(item: Item, x: real, y: real): bool {
        const at = item.mapToItem(null, x, y);
        return judge === null || judge.accepts_tap(at.x, at.y);
    }
}
