import QtQuick
import Lilo.Theme

// The day in words and the clock: in the same place on every screen that has them.
Item {
    id: header

    required property QtObject day

    implicitHeight: Math.max(date.y + date.height, clock.contentHeight)

    LiloText {
        id: date

        objectName: "date"
        anchors.baseline: clock.baseline
        width: header.width - clock.width - Theme.gap
        // On two lines rather than with a dot at the end of one.
        text: metrics.width > width ? header.day.date.replace(" · ", "\n") : header.day.date
        color: Theme.colours.secondary
        font.pixelSize: Theme.isTight ? Theme.small : Theme.date
        Accessible.name: header.day.date_spoken
    }
    TextMetrics {
        id: metrics

        font: date.font
        text: header.day.date
    }
    LiloText {
        id: clock

        objectName: "clock"
        anchors.right: parent.right
        text: header.day.clock
        isStrong: true
        font.family: Theme.clockFamily
        font.features: Theme.clockFeatures
        font.pixelSize: Theme.isTight ? Theme.question : Theme.clock
        lineHeight: 1.0
        Accessible.name: header.day.clock_spoken
    }
}
