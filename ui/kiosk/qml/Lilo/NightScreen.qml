import QtQuick
import Lilo.Theme

// Home by night: what time it is, and that this is the right place to be.
KioskScreen {
    id: night

    first: talkButton

    // What is left for the clock between the lines around it.
    readonly property real clockRoom: body.height - line.height - place.height - about.height
        - 3 * Theme.px(4)

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
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
        }
        LiloText {
            objectName: "nightClock"
            width: parent.width
            text: night.kiosk.day.clock
            isStrong: true
            font.family: Theme.clockFamily
            font.features: Theme.clockFeatures
            font.pixelSize: Math.min(Theme.px(216), night.body.height * 0.42, night.clockRoom / 1.3)
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            Accessible.name: night.kiosk.day.clock_spoken
        }
        LiloText {
            id: place

            objectName: "nightPlace"
            width: parent.width
            text: night.kiosk.day.night_place
            font.pixelSize: Theme.question
            horizontalAlignment: Text.AlignHCenter
        }
        LiloText {
            id: about

            objectName: "nightAboutLilo"
            width: parent.width
            text: night.kiosk.words.home.about_lilo
            color: Theme.colours.secondary
            font.pixelSize: Theme.small
            horizontalAlignment: Text.AlignHCenter
        }
    }
    BigButton {
        id: talkButton

        objectName: "nightTalkButton"
        x: night.foot.x
        y: night.foot.y
        width: Math.min(night.foot.width, Math.max(Theme.px(360), implicitWidth))
        height: night.foot.height
        text: night.kiosk.words.home.talk
        iconName: "talk"
        onMeant: night.kiosk.start_talking()
    }
}
