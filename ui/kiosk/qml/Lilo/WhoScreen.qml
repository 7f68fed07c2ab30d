import QtQuick
import Lilo.Theme

// A screen that several people use: first the names, then, for who wants one, a PIN of pictures.
KioskScreen {
    id: screen

    readonly property QtObject who: kiosk.who
    readonly property bool isPin: who.wanted > 0
    readonly property bool hasFoot: isPin || who.has_more
    readonly property bool hasNews: isPin && (who.touched > 0 || who.has_trouble)
        || !isPin && who.faces.length === 0
    readonly property real under: heading.y + heading.height + Theme.px(Theme.isTight ? 8 : 24)
    readonly property real room: body.y + body.height - under

    told: who.ask === "" ? "" : [who.ask, who.line].join(" ")

    function takeFocus(): void {
        screen.rest();
    }

    Column {
        id: heading

        x: screen.body.x
        y: screen.body.y - Theme.px(6)
        width: screen.body.width
        spacing: Theme.px(4)

        LiloText {
            objectName: "whoAsk"
            width: parent.width
            // Where there is no room for both, what is new.
            visible: !Theme.isTight || !screen.hasNews
            text: screen.who.ask
            isStrong: true
            font.pixelSize: Theme.isTight ? Theme.small : Theme.question
            lineHeight: 1.0
        }
        LiloText {
            objectName: "whoLine"
            width: parent.width
            visible: !Theme.isTight || screen.hasNews
            text: screen.who.line
            color: Theme.colours.secondary
            font.pixelSize: Theme.isTight ? Theme.small : Theme.date
            lineHeight: 1.0
        }
    }
    Grid {
        id: faces

        readonly property bool isHigh: screen.height > screen.width
        readonly property int across: isHigh ? 2 : 3
        readonly property int down: isHigh ? 3 : 2

        x: screen.body.x
        y: screen.under
        width: screen.body.width
        height: screen.room
        columns: across
        spacing: Theme.gap
        visible: !screen.isPin

        Repeater {
            model: screen.who.faces

            FaceTile {
                required property var modelData
                required property int index

                objectName: `face${index}`
                width: (faces.width - (faces.across - 1) * faces.spacing) / faces.across
                height: (faces.height - (faces.down - 1) * faces.spacing) / faces.down
                text: modelData.text
                spoken: modelData.spoken
                picture: modelData.picture
                initials: modelData.initials
                onMeant: screen.kiosk.choose_name(index)
            }
        }
    }
    Grid {
        id: pictures

        readonly property int across: Math.ceil(screen.who.pictures.length / down)
        readonly property int down: screen.room >= 3 * Theme.px(150) + 2 * spacing ? 3 : 2

        x: screen.body.x
        y: screen.under
        width: screen.body.width
        height: screen.room
        columns: across
        spacing: Theme.gap
        visible: screen.isPin

        Repeater {
            model: screen.who.pictures

            PictureTile {
                required property var modelData
                required property int index

                objectName: `picture${index}`
                width: (pictures.width - (pictures.across - 1) * pictures.spacing) / pictures.across
                height: (pictures.height - (pictures.down - 1) * pictures.spacing) / pictures.down
                text: modelData.text
                spoken: modelData.spoken
                picture: modelData.picture
                enabled: screen.who.can_touch
                onMeant: screen.kiosk.touch_picture(index)
            }
        }
    }
    SlotButton {
        on: screen
        place: screen.isPin ? 2 : 0
        objectName: "whoFootButton"
        visible: screen.hasFoot
        text: screen.isPin ? screen.kiosk.day_words.who.back : screen.kiosk.day_words.who.more
        onMeant: screen.isPin ? screen.kiosk.back_to_names() : screen.kiosk.more_names()
    }
}
