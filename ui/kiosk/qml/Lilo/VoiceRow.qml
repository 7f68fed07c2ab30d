import QtQuick
import Lilo.Theme

// What can be done about Lilo's voice: say it again, slower, be quiet. Right over what stands at the
// foot, in the same places and the same looks on every screen that speaks, whether or not Lilo is
// speaking. A fourth place belongs to the screen: beside them, or over them where a screen is narrow.
Item {
    id: row

    required property KioskScreen on
    property bool isWanted: on.kiosk.talk.has_voice
    property bool hasFourth: false
    property bool canRepeat: true
    // How much of the screen's room must be left for what is shown.
    property real least: 0

    signal repeatMeant

    readonly property bool isNarrow: on.height > on.width
        && (on.body.width - 3 * Theme.gap) / 4 < Theme.button * 5.6
    readonly property int columns: isNarrow ? 3 : 4
    readonly property real cellWidth: (on.body.width - (columns - 1) * Theme.gap) / columns
    readonly property bool isDouble: isNarrow && hasFourth
    // With the space over it.
    readonly property real whole: (isDouble ? 2 : 1) * (Theme.reach + Theme.gap)
    readonly property bool isThere: isWanted && on.body.height - whole >= least
    // What it takes from the screen's room.
    readonly property real taken: isThere ? whole : 0
    readonly property rect fourth: isNarrow
        ? Qt.rect(on.body.x, y - Theme.reach - Theme.gap, on.body.width, Theme.reach)
        : Qt.rect(x + 3 * (cellWidth + Theme.gap), y, cellWidth, Theme.reach)
    readonly property int textSize: Theme.isTight ? Theme.button : Theme.small

    x: on.body.x
    y: on.body.y + on.body.height - Theme.reach
    width: on.body.width
    height: Theme.reach
    visible: isThere

    BigButton {
        objectName: "againButton"
        leftPadding: Theme.px(Theme.isTight ? 4 : 10)
        width: row.cellWidth
        height: row.height
        enabled: row.canRepeat
        text: row.on.kiosk.words.talk.again
        iconName: "again"
        textSize: row.textSize
        onMeant: row.repeatMeant()
    }
    BigButton {
        objectName: "slowerButton"
        x: row.cellWidth + Theme.gap
        leftPadding: Theme.px(Theme.isTight ? 4 : 10)
        width: row.cellWidth
        height: row.height
        enabled: row.on.kiosk.talk.can_slow
        text: row.on.kiosk.words.talk.slower
        iconName: "slower"
        textSize: row.textSize
        onMeant: row.on.kiosk.say_slower()
    }
    BigButton {
        objectName: "stopSpeakingButton"
        x: 2 * (row.cellWidth + Theme.gap)
        leftPadding: Theme.px(Theme.isTight ? 4 : 10)
        width: row.cellWidth
        height: row.height
        enabled: row.on.kiosk.talk.is_sounding
        text: row.on.kiosk.words.talk.stop
        iconName: "silent"
        textSize: row.textSize
        onMeant: row.on.kiosk.stop_speaking()
    }
}
