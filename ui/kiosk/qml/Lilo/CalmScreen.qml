import QtQuick
import Lilo.Theme

// A quiet moment: a slow breath to follow. Nothing moves until it is asked to, and nothing but the
// words where reduced motion is set. In four, out six: slow enough to calm, short enough for lungs
// of ninety.
KioskScreen {
    id: screen

    readonly property QtObject words: QtObject {
        readonly property var calm: screen.kiosk.words.calm
    }
    readonly property bool hears: kiosk.listening.can_answer && !kiosk.listening.is_asking
    // With large letters the breath has no room at the foot beside the microphone.
    readonly property bool isOver: hears && Theme.scale >= 1.5
    readonly property bool isOverThere: isOver && !kiosk.listening.is_open
    readonly property real room: body.height - (isOverThere ? Theme.reach + Theme.gap : 0)
    readonly property int breathIn: 4
    readonly property int breathOut: 6
    readonly property bool isIn: second < breathIn
    property bool isRunning: false
    property int second: 0

    readonly property bool isHigh: height > width
    readonly property real edge: Math.min(isHigh ? room * 0.5 : room,
        body.width * (isHigh ? 0.8 : 0.4))
    readonly property bool hasRoom: edge > Theme.target

    first: startButton

    onVisibleChanged: isRunning = false
    onIsRunningChanged: second = 0
    onIsInChanged: if (isRunning) Accessible.announce(said.text, Accessible.Polite)

    Timer {
        interval: 1000
        repeat: true
        running: screen.isRunning && screen.visible
        onTriggered: screen.second = (screen.second + 1) % (screen.breathIn + screen.breathOut)
    }

    Item {
        id: place

        x: screen.isHigh ? screen.body.x + (screen.body.width - width) / 2 : screen.body.x
        y: screen.body.y + (screen.isHigh ? 0 : (screen.room - height) / 2)
        width: screen.edge
        height: screen.edge
        visible: screen.hasRoom

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: Theme.colours.card
            border.width: Theme.line
            border.color: Theme.colours.line
        }
        Rectangle {
            id: breath

            objectName: "breath"

            anchors.centerIn: parent
            width: parent.width * (screen.isRunning && screen.isIn ? 0.92 : 0.42)
            height: width
            radius: width / 2
            color: Theme.colours.chosen
            border.width: Theme.line + 1
            border.color: Theme.colours.accent

            Behavior on width {
                enabled: Theme.hasMotion && screen.isRunning

                NumberAnimation {
                    duration: 1000 * (screen.isIn ? screen.breathIn : screen.breathOut)
                    easing.type: Easing.InOutSine
                }
            }
        }
    }
    Column {
        x: !screen.hasRoom || screen.isHigh ? screen.body.x
            : place.x + place.width + Theme.gap * 2
        y: screen.isHigh && screen.hasRoom ? place.y + place.height + Theme.gap
            : screen.body.y + Math.max(0, (screen.room - height) / 2)
        width: screen.body.x + screen.body.width - x
        spacing: Theme.px(14)

        LiloText {
            id: said

            objectName: "calmSaid"
            width: parent.width
            text: !screen.isRunning ? screen.words.calm.title
                : screen.isIn ? screen.words.calm.breathe_in : screen.words.calm.breathe_out
            isStrong: true
            font.pixelSize: Theme.isTight ? Theme.question : Theme.greeting
            lineHeight: 1.0
            horizontalAlignment: screen.isHigh ? Text.AlignHCenter : Text.AlignLeft
        }
        LiloText {
            objectName: "calmLine"
            width: parent.width
            visible: said.height + height + parent.spacing <= screen.room
                - (screen.isHigh && screen.hasRoom ? place.height + Theme.gap : 0)
            text: screen.isRunning ? screen.words.calm.while_running : screen.words.calm.line
            color: Theme.colours.secondary
            font.pixelSize: Theme.isTight ? Theme.small : Theme.title
            horizontalAlignment: screen.isHigh ? Text.AlignHCenter : Text.AlignLeft
        }
    }
    SlotButton {
        on: screen
        place: 0
        objectName: "pageListenButton"
        visible: screen.hears
        text: screen.kiosk.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }
    BigButton {
        id: startButton

        readonly property int slot: screen.hears ? 1 : 0

        x: screen.isOver ? screen.body.x : screen.slotX(slot)
        y: screen.isOver ? screen.body.y + screen.body.height - height : screen.foot.y
        width: screen.isOver ? screen.body.width : screen.slotWidth(slot, 2 - slot)
        height: screen.isOver ? Theme.reach : screen.foot.height
        visible: !screen.isOver || screen.isOverThere
        objectName: "breatheButton"
        text: screen.isRunning ? screen.words.calm.stop : screen.words.calm.start
        iconName: "breath"
        isPrimary: true
        onMeant: screen.isRunning = !screen.isRunning
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "homeButton"
        text: screen.kiosk.words.talk.home
        iconName: "home"
        onMeant: screen.kiosk.go_home()
    }
}
