import QtQuick
import Lilo.Theme

// Home by night: what time it is, and that this is the right place to be.
KioskScreen {
    id: night

    first: talkButton

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: night.body.y + Math.max(0, (night.body.height - height) / 2)
        width: night.body.width
        spacing: Theme.px(4)

        LiloText {
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
            font.pixelSize: Math.min(Theme.px(216), night.body.height * 0.42)
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            Accessible.name: night.kiosk.day.clock_spoken
        }
        LiloText {
            objectName: "nightPlace"
            width: parent.width
            text: night.kiosk.day.night_place
            font.pixelSize: Theme.question
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
