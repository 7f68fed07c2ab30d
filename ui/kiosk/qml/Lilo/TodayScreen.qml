import QtQuick
import Lilo.Theme

// The whole day, from the morning on; what comes next stands out.
KioskScreen {
    id: screen

    readonly property QtObject today: kiosk.today
    readonly property bool hears: kiosk.listening.can_answer && !kiosk.listening.is_asking

    first: homeButton

    // Where not all of the day has room, what comes next is what is looked for.
    function toNext(): void {
        pane.toStart();
        for (let index = 0; index < rows.count; index++)
            if (screen.today.items[index] && screen.today.items[index].is_next)
                pane.beginAt(rows.itemAt(index));
    }

    Connections {
        target: screen.today
        function onItems_changed(): void { Qt.callLater(screen.toNext) }
    }
    Connections {
        target: screen.kiosk
        function onPage_asked(): void { if (screen.visible) pane.turn() }
    }
    onVisibleChanged: Qt.callLater(toNext)

    LiloText {
        id: title

        objectName: "todayTitle"
        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        visible: !Theme.isTight
        text: screen.today.title
        isStrong: true
        font.pixelSize: Theme.question
        lineHeight: 1.0
    }
    ReadingPane {
        id: pane

        x: screen.body.x
        y: title.visible ? title.y + title.height + Theme.gap * 0.75 : screen.body.y
        width: screen.body.width
        height: screen.body.y + screen.body.height - voice.taken - y
        ground: Theme.colours.paper

        Column {
            width: pane.width
            spacing: Theme.gap * 0.5
            onPositioningComplete: Qt.callLater(screen.toNext)

            Repeater {
                id: rows

                model: screen.today.items

                Rectangle {
                    id: row

                    required property var modelData
                    required property int index
                    readonly property bool isWhole: true

                    // Time beside the plan where both have room, else above it.
                    readonly property bool isWide: width > Theme.title * 20

                    width: parent.width
                    height: Math.max(Theme.px(84), words.height + 2 * Theme.px(16))
                    radius: Theme.radius
                    color: modelData.is_next ? Theme.colours.chosen : Theme.colours.card
                    border.width: modelData.is_next ? Theme.line + 2 : Theme.line
                    border.color: modelData.is_next ? Theme.colours.accent : Theme.colours.line

                    Accessible.role: Accessible.ListItem
                    Accessible.name: modelData.spoken

                    Icon {
                        id: picture

                        x: Theme.pad
                        anchors.verticalCenter: parent.verticalCenter
                        name: row.modelData.is_over ? "done" : row.modelData.icon
                        colour: row.modelData.is_over ? Theme.colours.secondary : Theme.colours.sun
                        edge: Math.round(Theme.title * 1.2)
                    }
                    Item {
                        id: words

                        anchors.verticalCenter: parent.verticalCenter
                        x: picture.x + picture.width + Theme.pad
                        width: parent.width - x - Theme.pad
                        height: row.isWide ? Math.max(at.height, plan.height)
                            : at.height + plan.height

                        LiloText {
                            id: at

                            objectName: `todayTime${row.index}`
                            y: row.isWide ? (parent.height - height) / 2 : 0
                            width: row.isWide ? Theme.small * 7.6 : parent.width
                            text: row.modelData.time
                            color: Theme.colours.secondary
                            font.pixelSize: Theme.small
                            lineHeight: 1.0
                        }
                        LiloText {
                            id: plan

                            objectName: `todayTitle${row.index}`
                            x: row.isWide ? at.width + Theme.gap * 0.5 : 0
                            y: row.isWide ? (parent.height - height) / 2 : at.height
                            width: parent.width - x
                            text: row.modelData.title
                            isStrong: row.modelData.is_next
                            color: row.modelData.is_over ? Theme.colours.secondary
                                : Theme.colours.ink
                            font.pixelSize: Theme.said
                            lineHeight: 1.0
                        }
                    }
                }
            }
            LiloText {
                objectName: "todayEmpty"
                width: parent.width
                visible: text !== ""
                text: screen.today.empty
                font.pixelSize: Theme.title
            }
        }
    }
    VoiceRow {
        id: voice

        on: screen
        isWanted: screen.kiosk.talk.has_voice && !screen.kiosk.listening.is_open
        least: Theme.reach * 1.5
        onRepeatMeant: screen.kiosk.say_again()
    }
    SlotButton {
        on: screen
        place: 0
        objectName: "pageListenButton"
        visible: screen.hears
        text: screen.kiosk.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }
    SlotButton {
        on: screen
        place: screen.hears ? 1 : 0
        places: screen.hears ? 1 : 2
        objectName: "todayOnButton"
        visible: pane.canPage
        text: pane.hasMore ? screen.kiosk.words.today.later : screen.kiosk.words.today.earlier
        iconName: pane.hasMore ? "onward" : ""
        onMeant: pane.turn()
    }
    SlotButton {
        id: homeButton

        on: screen
        place: 2
        objectName: "homeButton"
        text: screen.kiosk.words.talk.home
        iconName: "home"
        onMeant: screen.kiosk.go_home()
    }
}
