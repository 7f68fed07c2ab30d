import QtQuick
import QtQuick.Layouts
import Lilo.Theme

// For staff: the code that lets them out of the kiosk. The digits stand as on a telephone, beside
// the words, or under them where a screen is high.
Overlay {
    id: overlay

    readonly property QtObject leave: kiosk.leave
    readonly property bool isHigh: height > width
    // Where there is no room for a fourth row, what stands in it is a fourth column.
    readonly property bool isLow: area.height < 4 * Theme.target + 3 * Theme.gap
    readonly property int columns: isLow ? 4 : 3
    readonly property real key: isHigh ? (area.width - (columns - 1) * Theme.gap) / columns
        : Math.min(Theme.px(200), (area.width * 0.62 - (columns - 1) * Theme.gap) / columns)

    first: back

    Item {
        id: area

        anchors.fill: parent

        Column {
            id: words

            width: overlay.isHigh ? area.width : pad.x - Theme.gap * 1.5
            spacing: Theme.gap * 0.5

            LiloText {
                objectName: "leaveTitle"
                width: parent.width
                text: overlay.leave.title
                isStrong: true
                font.pixelSize: Theme.isTight ? Theme.small : Theme.question
                lineHeight: 1.0
            }
            LiloText {
                objectName: "leaveLine"
                width: parent.width
                text: overlay.leave.line
                color: Theme.colours.secondary
                font.pixelSize: Theme.isTight ? Theme.leastText : Theme.small
                lineHeight: 1.0
            }
        }
        GridLayout {
            id: pad

            x: overlay.isHigh ? 0 : area.width - width
            y: overlay.isHigh ? words.height + Theme.gap : 0
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: 9

                BigButton {
                    required property int index

                    objectName: `leave${text}`
                    Layout.row: Math.floor(index / 3)
                    Layout.column: index % 3
                    Layout.preferredWidth: overlay.key
                    Layout.preferredHeight: Theme.target
                    text: String(index + 1)
                    enabled: overlay.leave.can_try
                    onClicked: overlay.kiosk.leave_digit(text)
                }
            }
            BigButton {
                id: back

                objectName: "leaveBack"
                Layout.row: overlay.isLow ? 0 : 3
                Layout.column: overlay.isLow ? 3 : 0
                Layout.preferredWidth: overlay.key
                Layout.preferredHeight: Theme.target
                leftPadding: 4
                rightPadding: 4
                text: overlay.leave.back
                textSize: Theme.isTight ? Theme.leastText : Theme.small
                onMeant: overlay.kiosk.stay()
            }
            BigButton {
                objectName: "leave0"
                Layout.row: overlay.isLow ? 1 : 3
                Layout.column: overlay.isLow ? 3 : 1
                Layout.preferredWidth: overlay.key
                Layout.preferredHeight: Theme.target
                text: String(0)
                enabled: overlay.leave.can_try
                onClicked: overlay.kiosk.leave_digit(text)
            }
            BigButton {
                objectName: "leaveDone"
                Layout.row: overlay.isLow ? 2 : 3
                Layout.column: overlay.isLow ? 3 : 2
                Layout.preferredWidth: overlay.key
                Layout.preferredHeight: Theme.target
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
