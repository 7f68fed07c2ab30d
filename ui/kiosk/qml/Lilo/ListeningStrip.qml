import QtQuick
import Lilo.Theme

// That Lilo listens, what it has heard, and, where it is not sure, yes and no.
Item {
    id: strip

    required property QtObject listening

    // Where three choices one under the other need the room: without what can be said.
    property bool isShort: false

    signal confirmed(bool isRight)

    readonly property int bar: Theme.px(12)
    readonly property int roomAround: Theme.px(Theme.isTight ? 12 : 20)
    // Beside the words the two buttons may have no room: they stand under them.
    readonly property bool isNarrow: listening.is_asking && width < Theme.status * 22
    readonly property bool isBeside: listening.is_asking && !isNarrow
    readonly property real buttons: listening.is_asking ? yesButton.width + noButton.width
        + Theme.gap : 0
    readonly property string said: [listening.title, listening.line].filter(each => each).join(" ")

    objectName: "listeningStrip"
    implicitHeight: Math.max(words.height, mic.edge, isBeside ? yesButton.height : 0)
        + (isNarrow ? yesButton.height + Theme.px(12) : 0) + (isBeside ? 2 * Theme.px(12) : 2 * roomAround)

    onSaidChanged: if (visible && listening.title !== "") Accessible.announce(listening.title,
        Accessible.Polite)

    Accessible.role: Accessible.StaticText
    Accessible.name: said

    Rectangle {
        width: strip.bar + 2 * radius
        height: parent.height
        radius: Theme.px(20)
        color: strip.listening.is_open ? Theme.colours.primary : Theme.colours.line
    }
    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: strip.bar
        radius: Theme.px(20)
        color: strip.listening.is_open ? Theme.colours.chosen : Theme.colours.card
        border.width: strip.listening.is_open ? 0 : Theme.line
        border.color: Theme.colours.line
    }
    Icon {
        id: mic

        x: strip.bar + Theme.px(24)
        y: strip.isNarrow ? strip.roomAround : (strip.height - height) / 2
        name: "mic"
        // Fuller while somebody is heard: seen from a bed, without anything moving.
        colour: strip.listening.is_hearing ? Theme.colours.ink : Theme.colours.accent
        edge: Math.round(Theme.status * 1.5)
    }
    Column {
        id: words

        x: mic.x + mic.width + Theme.px(20)
        y: strip.isNarrow ? strip.roomAround : (strip.height - height) / 2
        width: strip.width - x - Theme.px(24)
            - (strip.isNarrow || !strip.listening.is_asking ? 0 : strip.buttons + Theme.gap)
        spacing: Theme.px(4)

        LiloText {
            objectName: "listeningTitle"
            width: words.width
            text: strip.listening.title
            isStrong: true
            font.pixelSize: Theme.status
            lineHeight: 1.0
        }
        LiloText {
            objectName: "listeningLine"
            width: words.width
            visible: text !== "" && !strip.isShort
            text: strip.listening.line
            font.pixelSize: Theme.status
            lineHeight: 1.0
        }
    }
    BigButton {
        id: noButton

        objectName: "heardWrongButton"
        x: strip.width - width - Theme.px(16)
        y: strip.isNarrow ? strip.height - height - Theme.px(12) : (strip.height - height) / 2
        visible: strip.listening.is_asking
        text: strip.listening.no
        onMeant: strip.confirmed(false)
    }
    BigButton {
        id: yesButton

        objectName: "heardRightButton"
        x: noButton.x - width - Theme.gap
        y: noButton.y
        visible: strip.listening.is_asking
        text: strip.listening.yes
        isPrimary: true
        onMeant: strip.confirmed(true)
    }
}
