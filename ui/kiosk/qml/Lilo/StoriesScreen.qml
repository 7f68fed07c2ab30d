import QtQuick
import Lilo.Theme

// My stories, a leaf at a time, as one leafs through an album: a photograph, the words, the other
// photographs.
KioskScreen {
    id: screen

    readonly property QtObject story: kiosk.story
    readonly property bool hasStory: story.title !== ""
    readonly property string leaf: [story.title, story.picture_place, story.is_photo].join()

    first: hasStory ? nextButton : homeButton

    onLeafChanged: pane.toStart()
    onVisibleChanged: pane.toStart()

    Card {
        id: card

        readonly property bool isHigh: screen.height > screen.width
        readonly property real roomAcross: width - 2 * Theme.pad
        readonly property real roomDown: height - 2 * Theme.pad

        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        height: screen.body.height

        PhotoPrint {
            id: photo

            // Beside its words, or over them where a screen is high.
            x: card.isHigh ? (card.width - width) / 2 : Theme.pad
            y: card.isHigh ? Theme.pad : (card.height - height) / 2
            mostAcross: card.isHigh ? card.roomAcross : card.roomAcross * (Theme.isTight ? 0.5 : 0.62)
            mostDown: card.isHigh ? card.roomDown - Theme.gap
                - Math.min(pane.implicitHeight, card.roomDown * 0.4) : card.roomDown
            visible: screen.story.is_photo
            source: screen.story.picture
            spoken: screen.story.picture_spoken
        }
        ReadingPane {
            id: pane

            readonly property bool isBeside: photo.visible && !card.isHigh
            readonly property bool isUnder: photo.visible && card.isHigh
            readonly property real most: isUnder ? card.height - y - Theme.pad + Theme.px(6)
                : card.roomDown + Theme.px(12)

            x: isBeside ? photo.x + photo.width + Theme.gap * 1.5 : Theme.pad
            y: isUnder ? photo.y + photo.height + Theme.gap
                : isBeside ? Math.max(Theme.pad, (card.height - height) / 2) : Theme.pad - Theme.px(6)
            width: card.width - Theme.pad - x
            height: photo.visible ? Math.min(implicitHeight, most) : most

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
                LiloText {
                    objectName: "storyCaption"
                    width: parent.width
                    visible: text !== ""
                    text: screen.story.caption
                    font.pixelSize: Theme.isTight ? Theme.small : Theme.said
                    lineHeight: 1.0
                }
                LiloText {
                    objectName: "storyPicturePlace"
                    width: parent.width
                    visible: text !== "" && !Theme.isTight
                    text: screen.story.picture_place
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.small
                    lineHeight: 1.0
                }
                LiloText {
                    objectName: "storyNote"
                    width: parent.width
                    visible: text !== ""
                    text: screen.story.note
                    color: Theme.colours.secondary
                    font.pixelSize: Theme.small
                    lineHeight: 1.0
                }
            }
        }
    }
    SlotButton {
        id: nextButton

        on: screen
        place: 0
        objectName: "nextStoryButton"
        visible: screen.hasStory && (pane.hasMore || screen.story.next_text !== "")
        text: pane.hasMore ? screen.kiosk.words.talk.more : screen.story.next_text
        iconName: pane.hasMore ? "onward" : ""
        isPrimary: true
        onMeant: pane.hasMore ? pane.onward() : screen.kiosk.turn_leaf()
    }
    SlotButton {
        on: screen
        place: 1
        objectName: "tellButton"
        visible: screen.hasStory
        text: screen.kiosk.words.stories.tell
        iconName: "talk"
        onMeant: screen.kiosk.talk_of_story()
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
