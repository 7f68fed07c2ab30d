import QtQuick
import Lilo.Theme

// For staff: the code that lets them out of the kiosk.
Overlay {
    id: overlay

    readonly property QtObject leave: kiosk.leave
    readonly property bool isHigh: height > width
    readonly property int columns: isHigh ? 3 : 6
    readonly property real key: Math.min(
        (area.width - (columns - 1) * Theme.gap) / columns,
        Math.max(Theme.target, Theme.px(Theme.isTight ? 230 : 150)))

    first: back

    Item {
        id: area

        anchors.fill: parent

        LiloText {
            id: title

            objectName: "leaveTitle"
            width: parent.width
            text: overlay.leave.title
            isStrong: true
            font.pixelSize: Theme.isTight ? Theme.title : Theme.question
            lineHeight: 1.0
        }
        LiloText {
            id: line

            objectName: "leaveLine"
            y: title.height + Theme.gap * 0.5
            width: parent.width
            text: overlay.leave.line
            color: Theme.colours.secondary
            font.pixelSize: Theme.small
            lineHeight: 1.0
        }
        Grid {
            id: pad

            y: line.y + line.height + Theme.gap
            columns: overlay.columns
            spacing: Theme.gap

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]

                BigButton {
                    required property string modelData

                    objectName: `leave${modelData}`
                    width: overlay.key
                    height: Theme.target
                    text: modelData
                    enabled: overlay.leave.can_try
                    onClicked: overlay.kiosk.leave_digit(modelData)
                }
            }
            BigButton {
                id: back

                objectName: "leaveBack"
                width: overlay.key
                height: Theme.target
                leftPadding: 4
                rightPadding: 4
                text: overlay.leave.back
                textSize: Theme.isTight ? Theme.leastText : Theme.small
                onMeant: overlay.kiosk.stay()
            }
            BigButton {
                objectName: "leaveDone"
                width: overlay.key
                height: Theme.target
                leftPadding: 4
                rightPadding: 4
                text: overlay.leave.done
                textSize: Theme.isTight ? Theme.leastText : Theme.small
                isPrimary: true
                enabled: overlay.leave.can_try
                onMeant: overlay.kiosk.leave_now()
            }
        }
    }
}
