import QtQuick
import Lilo.Theme

// A few large things to choose from, at most three, side by side or one under the other: More, and
// all that a person can set.
KioskScreen {
    id: screen

    readonly property QtObject choices: kiosk.choices
    readonly property int count: choices.choices.length
    readonly property bool isHigh: height > width
    readonly property bool hears: kiosk.listening.can_answer && !kiosk.listening.is_asking
    readonly property real below: about.visible ? about.y + about.height
        : title.visible ? title.y + title.height : body.y - Theme.gap
    readonly property real room: body.y + body.height - below - Theme.gap
    readonly property real across: isHigh ? body.width
        : (body.width - (count - 1) * Theme.gap) / Math.max(1, count)
    readonly property real least: isHigh ? count * Theme.target + (count - 1) * Theme.gap
        : Theme.target
    readonly property real tall: Math.min(isHigh ? Theme.px(300) : Theme.px(330),
        isHigh ? (room - (count - 1) * Theme.gap) / Math.max(1, count) : room)

    first: repeater.count > 0 ? repeater.itemAt(0) : null

    LiloText {
        id: title

        objectName: "choicesTitle"
        x: screen.body.x
        y: screen.body.y
        width: screen.body.width
        visible: height + Theme.gap + screen.least <= screen.body.height
        text: screen.choices.title
        isStrong: true
        font.pixelSize: Theme.isTight ? Theme.said : Theme.question
        lineHeight: 1.0
    }
    LiloText {
        id: about

        objectName: "choicesLine"
        x: screen.body.x
        y: title.y + title.height + Theme.px(10)
        width: screen.body.width
        visible: text !== "" && title.visible
            && title.height + height + Theme.gap * 2 + screen.least + Theme.px(40) <= screen.body.height
        text: screen.choices.line
        color: Theme.colours.secondary
        font.pixelSize: Theme.isTight ? Theme.small : Theme.said
        lineHeight: 1.0
    }
    Repeater {
        id: repeater

        model: screen.choices.choices

        BigButton {
            required property var modelData
            required property int index

            objectName: `choice${index}`
            x: screen.body.x + (screen.isHigh ? 0 : index * (width + Theme.gap))
            y: screen.below + Theme.gap + (screen.isHigh ? index * (height + Theme.gap) : 0)
            width: screen.across
            height: screen.tall
            text: modelData.text
            spoken: modelData.spoken
            isChosen: modelData.is_chosen
            isOneOf: modelData.is_one_of
            iconName: modelData.icon
            iconEdge: Math.round(Math.min(Theme.px(112), screen.tall * 0.38))
            isUpright: !screen.isHigh
            // Without a picture the words are the picture.
            textSize: Theme.isTight ? Theme.button : iconName === "" ? Theme.question : Theme.title
            picture: enabled ? Theme.colours.accent : words
            enabled: modelData.is_possible
            onMeant: screen.kiosk.choose_option(index)
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
        on: screen
        place: screen.hears ? 1 : 0
        places: screen.hears ? 1 : 2
        objectName: "backButton"
        visible: screen.choices.back !== ""
        text: screen.choices.back
        iconName: "back"
        onMeant: screen.kiosk.go_back()
    }
    // On a screen of several residents: whoever is here goes, and leaves nothing on it.
    SlotButton {
        on: screen
        place: screen.hears ? 1 : 0
        places: screen.hears ? 1 : 2
        objectName: "someoneElseButton"
        visible: screen.choices.other !== ""
        text: screen.choices.other
        iconName: "visit"
        onMeant: screen.kiosk.someone_else()
    }
    SlotButton {
        on: screen
        place: 2
        objectName: "homeButton"
        text: screen.kiosk.words.talk.home
        iconName: "home"
        onMeant: screen.kiosk.go_home()
    }
}
