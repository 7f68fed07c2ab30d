import QtQuick
import Lilo.Theme

// My stories, one at a time, as one leafs through an album.
KioskScreen {
    id: screen

    readonly property QtObject story: kiosk.story
    readonly property bool hasStory: story.title !== ""

    first: hasStory ? nextButton : homeButton

    Connections {
        target: screen.story
        function onTitle_changed(): void { pane.toStart() }
    }

    Card {
        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: screen.body.height

        ReadingPane {
            id: pane

            anchors.fill: parent
            anchors.margins: Theme.pad
            anchors.topMargin: Theme.pad - Theme.px(6)

            Column {
                width: pane.width
                spacing: Theme.px(10)

                LiloText {
                    objectName: "storyPlace"
                    width: parent.width
                    visible: text !== "" && !Theme.isTight
                    text: screen.story.place
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.small
                    lineHeight: 1.0
                }
                LiloText {
                    objectName: "storyTitle"
                    width: parent.width
                    visible: text !== ""
                    text: screen.story.title
                    isStrong: true
                    font.pixelSize: Theme.isTight ? Theme.title : Theme.grave
                    lineHeight: 1.0
                }
                LiloText {
                    objectName: "storyWhen"
                    width: parent.width
                    visible: text !== ""
                    text: screen.story.when
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.date
                }
                Repeater {
                    model: screen.story.lines

                    LiloText {
                        required property string modelData
                        required property int index

                        objectName: `storyLine${index}`
                        width: parent.width
                        text: modelData
                        font.pixelSize: Theme.isTight ? Theme.field : Theme.reply
                        lineHeight: Theme.isTight ? 1.0 : 1.08
                    }
                }
            }
        }
    }
    SlotButton {
        id: nextButton

        on: screen
        place: 0
        objectName: "nextStoryButton"
        visible: screen.hasStory && (pane.hasMore || screen.story.has_next)
        text: pane.hasMore ? screen.kiosk.words.talk.more : screen.kiosk.words.stories.next
        isPrimary: true
        onMeant: pane.hasMore ? pane.onward() : screen.kiosk.next_story()
    }
    SlotButton {
        on: screen
        place: 1
        objectName: "tellButton"
        visible: screen.hasStory
        text: screen.kiosk.words.stories.tell
        onMeant: screen.kiosk.talk_of_story()
    }
    SlotButton {
        id: homeButton

        on: screen
        place: 2
        objectName: "homeButton"
        text: screen.kiosk.words.talk.home
        iconName: Theme.isTight ? "" : "home"
        onMeant: screen.kiosk.go_home()
    }
}
