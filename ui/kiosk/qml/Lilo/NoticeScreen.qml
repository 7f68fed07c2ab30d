import QtQuick
import Lilo.Theme

// Starting, or something is wrong: how things stand, and that the call button works.
KioskScreen {
    id: screen

    required property string iconName

    Column {
        x: screen.body.x
        y: screen.body.y + Math.max(0, (screen.body.height - height) * 0.42)
        width: Math.min(screen.body.width, Theme.px(1280))
        spacing: Theme.px(Theme.isTight ? 12 : 20)

        Icon {
            name: screen.iconName
            colour: Theme.colours.accent
            edge: Theme.px(96)
            visible: !Theme.isTight
        }
        LiloText {
            objectName: "noticeTitle"
            width: parent.width
            text: screen.kiosk.notice.title
            isStrong: true
            font.pixelSize: Theme.isTight ? Theme.small * 1.1 : Theme.greeting
            lineHeight: 1.0
        }
        Repeater {
            model: screen.kiosk.notice.lines

            LiloText {
                required property string modelData
                required property int index

                objectName: `noticeLine${index}`
                width: parent.width
                text: modelData
                color: Theme.colours.secondary
                font.pixelSize: Theme.isTight ? Theme.leastText : Theme.title
                lineHeight: Theme.isTight ? 1.0 : 1.08
            }
        }
    }
}
