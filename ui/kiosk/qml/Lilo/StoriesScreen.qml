import QtQuick
import Lilo.Theme

// My stories, a leaf at a time, as one leafs through an album: a photograph, the words, the other
// photographs.
KioskScreen {
    id: screen

    readonly property QtObject story: kiosk.story
    readonly property bool hasStory: story.title !== ""
    readonly property bool hears: kiosk.listening.can_answer && !kiosk.listening.is_asking
    // Where Lilo can listen the microphone has its place at the foot, and talking of the story is
    // beside it, or under it where a screen is high; while Lilo listens there is room for what is
    // heard.
    readonly property bool isApart: hears && hasStory
    readonly property bool isShown: isApart && !kiosk.listening.is_open
    readonly property bool isUnder: height > width
    readonly property real besideWidth: Math.max(Theme.target, Theme.button * 6)
    readonly property string leaf: [story.title, story.picture_place, story.is_photo].join()

    first: hasStory ? nextButton : homeButton

    function onward(): void {
        if (pane.hasMore)
            pane.onward();
        else if (story.next_text !== "")
            kiosk.turn_leaf();
    }

    Connections {
        target: screen.kiosk
        function onPage_asked(): void { if (screen.visible) screen.onward() }
    }
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
            - (screen.isShown && !screen.isUnder ? screen.besideWidth + Theme.gap : 0)
        height: screen.body.height
            - (screen.isShown && screen.isUnder ? Theme.reach + Theme.gap : 0)

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
        on: screen
        place: 0
        objectName: "pageListenButton"
        visible: screen.hears
        text: screen.kiosk.listening.button
        iconName: "mic"
        onMeant: screen.kiosk.listen()
    }
    SlotButton {
        id: nextButton

        on: screen
        place: screen.hears ? 1 : 0
        objectName: "nextStoryButton"
        visible: screen.hasStory && (pane.hasMore || screen.story.next_text !== "")
        text: pane.hasMore ? screen.kiosk.words.talk.more : screen.story.next_text
        iconName: pane.hasMore ? "onward" : ""
        isPrimary: true
        onMeant: screen.onward()
    }
    BigButton {
        x: screen.isApart ? screen.body.x + screen.body.width - width : screen.slotX(1)
        y: screen.isApart ? screen.body.y + screen.body.height - height : screen.foot.y
        width: !screen.isApart ? screen.slotWidth(1)
            : screen.isUnder ? screen.body.width : screen.besideWidth
        height: !screen.isApart ? screen.foot.height
            : screen.isUnder ? Theme.reach : screen.body.height
        isUpright: screen.isApart && !screen.isUnder
        objectName: "tellButton"
        visible: screen.hasStory && (screen.isShown || !screen.isApart)
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
