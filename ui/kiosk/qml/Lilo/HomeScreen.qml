import QtQuick
import Lilo.Theme

// Home by day: who, when, what comes next, and one large thing to do.
KioskScreen {
    id: home

    property bool hasFoot: true

    readonly property real column: Math.round(body.width * 0.37)
    readonly property real leftWidth: body.width - column - 2 * Theme.gap
    readonly property bool hasRoom: greeting.height + Theme.gap + next.height <= body.height

    first: talkButton

    LiloText {
        id: greeting

        objectName: "greeting"
        x: home.body.x
        // The tops of its capitals, not of its line, stand level with the button beside it.
        y: home.body.y - Theme.greeting * 0.1
        width: home.leftWidth
        text: home.kiosk.day.greeting
        isStrong: true
        font.pixelSize: Theme.greeting
        lineHeight: 1.0
    }
    Card {
        id: next

        x: home.body.x
        y: home.body.y + home.body.height - height
        width: home.leftWidth
        height: words.height + 2 * Theme.pad
        visible: home.kiosk.day.next_title !== "" && home.hasRoom

        Icon {
            id: picture

            x: Theme.pad + Theme.px(4)
            anchors.verticalCenter: parent.verticalCenter
            name: home.kiosk.day.next_icon
            colour: Theme.colours.sun
            edge: Math.round(Theme.title * 1.4)
        }
        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            x: picture.x + picture.width + Theme.pad
            width: parent.width - x - Theme.pad
            spacing: Theme.px(6)

            LiloText {
                objectName: "nextLabel"
                width: parent.width
                text: home.kiosk.day.next_label
                color: Theme.colours.secondary
                font.pixelSize: Theme.small
            }
            LiloText {
                objectName: "nextTitle"
                width: parent.width
                text: home.kiosk.day.next_title
                isStrong: true
                font.pixelSize: Theme.title
            }
        }
    }
    BigButton {
        id: talkButton

        objectName: "talkButton"
        x: home.body.x + home.body.width - width
        y: home.body.y
        width: home.column
        height: home.body.height
        text: home.kiosk.words.home.talk
        footnote: home.kiosk.words.home.about_lilo
        iconName: "talk"
        iconEdge: Math.min(Theme.px(132), Math.round(home.body.height * 0.32))
        isPrimary: true
        isUpright: home.body.height > Theme.px(240)
        textSize: Theme.greeting * 0.85
        corner: Theme.px(44)
        onMeant: home.kiosk.start_talking()
    }
    Row {
        x: home.foot.x
        y: home.foot.y
        height: home.foot.height
        visible: home.hasFoot
        spacing: Theme.px(18)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: home.kiosk.talk.hint !== "" ? "sun" : "home"
            colour: Theme.colours.secondary
            edge: Math.round(Theme.date * 1.2)
        }
        LiloText {
            objectName: "place"
            anchors.verticalCenter: parent.verticalCenter
            width: home.foot.width - Theme.date * 1.2 - Theme.px(18)
            text: home.kiosk.talk.hint !== "" ? home.kiosk.talk.hint : home.kiosk.day.place
            color: Theme.colours.secondary
            font.pixelSize: Theme.small
        }
    }
}
