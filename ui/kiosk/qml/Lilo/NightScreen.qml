import QtQuick
import Lilo.Theme

// Home by night: what time it is, and that this is the right place to be.
KioskScreen {
    id: night

    first: talkButton

    readonly property bool hears: kiosk.listening.can_answer

    // What is left for the clock between the lines around it. Where a call has taken the room, what
    // Lilo is goes first and the place goes next.
    readonly property real least: Theme.small * 1.6 + line.height
    readonly property bool hasPlace: least + place.height <= body.height
    readonly property bool hasAbout: least + place.height + about.height <= body.height
    readonly property real clockRoom: body.height - line.height - (hasPlace ? place.height : 0)
        - (hasAbout ? about.height : 0) - 3 * Theme.px(4)

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: night.body.y + Math.max(0, (night.body.height - height) / 2)
        width: night.body.width
        spacing: Theme.px(4)

        LiloText {
            id: line

            objectName: "nightLine"
            width: parent.width
            text: night.kiosk.day.night_line
            color: Theme.colours.secondary
            font.pixelSize: Theme.isTight ? Theme.small : Theme.title
            horizontalAlignment: Text.AlignHCenter
        }
        LiloText {
            objectName: "nightClock"
            width: parent.width
            text: night.kiosk.day.clock
            isStrong: true
            font.family: Theme.clockFamily
            font.features: Theme.clockFeatures
            font.pixelSize: Math.max(Theme.small, Math.min(Theme.px(216), night.body.height * 0.42,
                night.body.width * 0.3, night.clockRoom / 1.3))
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            Accessible.name: night.kiosk.day.clock_spoken
        }
        LiloText {
            id: place

            objectName: "nightPlace"
            width: parent.width
            visible: night.hasPlace
            text: night.kiosk.day.night_place
            font.pixelSize: Theme.isTight ? Theme.small : Theme.question
            horizontalAlignment: Text.AlignHCenter
        }
        LiloText {
            id: about

            objectName: "nightAboutLilo"
            width: parent.width
            visible: night.hasAbout
            text: night.kiosk.words.home.about_lilo
            color: Theme.colours.secondary
            font.pixelSize: Theme.small
            horizontalAlignment: Text.AlignHCenter
        }
    }
    SlotButton {
        id: talkButton

        on: night
        place: night.hears ? 1 : 0
        places: night.hears && calmButton.visible ? 1 : 2
        objectName: "nightTalkButton"
        text: night.kiosk.words.home.talk
        iconName: "talk"
        textSize: night.hears && !Theme.isTight ? Theme.small : Theme.button
        onMeant: night.kiosk.start_talking()
    }
    // For whoever lies awake.
    SlotButton {
        id: calmButton

        on: night
        place: 2
        objectName: "nightCalmButton"
        // With large letters the microphone has its room.
        visible: !(night.hears && Theme.isTight)
        text: night.kiosk.words.home.calm
        iconName: "breath"
        textSize: Theme.isTight ? Theme.small : Theme.button
        onMeant: night.kiosk.show_calm()
    }
    SlotButton {
        on: night
        place: 0
        objectName: "nightListenButton"
        visible: night.hears && !night.kiosk.listening.is_asking
        text: night.kiosk.listening.button
        iconName: "mic"
        textSize: Theme.isTight ? Theme.small : Theme.button
        onMeant: night.kiosk.listen()
    }
}
