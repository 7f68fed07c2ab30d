import QtQuick
import Lilo.Theme

// Home by day: who, when, where, what comes next, and one large thing to do. What has no room at
// very large letters goes in this order: where, the day and the time, the greeting.
KioskScreen {
    id: home

    readonly property bool isHigh: height > width
    // With large letters on a low screen everything is as wide as the screen, and what is offered
    // stands beside the large button.
    readonly property bool isFlat: Theme.isTight && !isHigh
    readonly property bool isStacked: isHigh || isFlat
    readonly property real column: isStacked ? body.width : Math.round(body.width * 0.37)
    readonly property real leftWidth: isStacked ? body.width : body.width - column - 2 * Theme.gap
    readonly property real leftHeight: isStacked
        ? body.height - talkButton.height - offered - Theme.gap : body.height
    readonly property real spare: leftHeight - (greeting.visible ? greeting.height : 0)
    // What became of a call comes first: then there is not room for all.
    readonly property bool hasOffer: kiosk.check_in.offer !== "" && kiosk.status.tone === "none"
    readonly property bool isOfferAside: hasOffer && isFlat
    readonly property real offered: hasOffer && !isOfferAside ? Theme.reach + Theme.gap : 0
    readonly property bool wantsNext: kiosk.day.next_title !== ""
    readonly property bool hasNext: wantsNext && next.height <= leftHeight
    // What must have room before the day and the time have; it does not follow from the room.
    readonly property real leastHeight: isStacked && wantsNext
        ? next.height + Theme.gap + Theme.reach + offered : 0
    readonly property real talkWish: isFlat
        ? Math.min(body.height * 0.4, body.height - (wantsNext ? next.height + Theme.gap : 0))
        : hasOffer ? body.height * 0.26 : Math.max(Theme.reach * 1.4, body.height * 0.4)
    readonly property real talkRoom: body.height - offered - (wantsNext ? next.height + Theme.gap : 0)
    readonly property bool hasPlace: greeting.visible && place.height + Theme.gap * 0.5
        + (hasNext ? next.height + Theme.gap : 0) <= spare
    readonly property bool hasAbout: hasPlace && place.height + about.height + Theme.gap * 0.5 + 4
        + (hasNext ? next.height + Theme.gap : 0) <= spare

    readonly property real half: (foot.width - Theme.gap) / 2
    // What has no room while a call stands gives its place back to the day; whoever listens ends it
    // where it began.
    readonly property string third: kiosk.listening.is_open ? "speak"
        : kiosk.day.third === "questions" && !hasOffer ? "day" : kiosk.day.third

    first: talkButton

    LiloText {
        id: greeting

        objectName: "greeting"
        x: home.body.x
        // The tops of its capitals, not of its line, stand level with the button beside it.
        y: home.body.y - (home.isStacked ? 0 : Theme.greeting * 0.1)
        width: home.leftWidth
        visible: height + (home.hasNext ? next.height + Theme.gap : 0) <= home.leftHeight + 2
        text: home.kiosk.day.greeting
        isStrong: true
        font.pixelSize: Theme.isTight && (home.isFlat || home.hasOffer) ? Theme.question
            : home.kiosk.status.tone !== "none" ? Theme.title : Theme.greeting
        lineHeight: 1.0
    }
    LiloText {
        id: place

        objectName: "place"
        x: home.body.x
        y: greeting.y + greeting.height + Theme.gap * 0.5
        width: home.leftWidth
        visible: home.hasPlace
        text: home.kiosk.talk.hint !== "" ? home.kiosk.talk.hint : home.kiosk.day.place
        color: Theme.colours.secondary
        font.pixelSize: Theme.small
    }
    LiloText {
        id: about

        objectName: "aboutLilo"
        x: home.body.x
        y: place.y + place.height + 4
        width: home.leftWidth
        visible: home.hasAbout
        text: home.kiosk.words.home.about_lilo
        color: Theme.colours.secondary
        font.pixelSize: Theme.small
    }
    Card {
        id: next

        x: home.body.x
        y: home.isStacked ? talkButton.y - Theme.gap - height
            : home.body.y + home.body.height - height
        width: home.leftWidth
        height: words.height + 2 * Theme.pad
        visible: home.hasNext

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
        x: home.isStacked ? home.body.x : home.body.x + home.body.width - width
        y: home.body.y + home.body.height - home.offered - height
        width: home.isOfferAside ? (home.body.width - Theme.gap) / 2 : home.column
        height: !home.isStacked ? home.body.height - home.offered
            : Math.min(home.body.height - home.offered,
                Math.max(Theme.reach, Math.min(home.talkWish, home.talkRoom)))
        visible: height >= Theme.target
        text: home.kiosk.words.home.talk
        spoken: `${text}. ${home.kiosk.words.home.about_lilo}`
        iconName: home.kiosk.listening.can_talk ? "mic" : "talk"
        iconEdge: Math.min(Theme.px(132), Math.round(height * 0.32))
        isPrimary: true
        isUpright: height > Theme.px(240)
        textSize: Theme.greeting * (Theme.isTight ? 0.75 : 0.85)
        corner: Theme.px(44)
        onMeant: home.kiosk.start_talking()
    }
    // Some questions are due. A touch begins them; whoever leaves them alone has declined nothing and
    // is asked nothing.
    BigButton {
        id: offer

        objectName: "checkInOffer"
        x: home.isOfferAside ? talkButton.x + talkButton.width + Theme.gap : talkButton.x
        y: home.body.y + home.body.height - height
        width: talkButton.width
        height: home.isOfferAside ? talkButton.height : Theme.reach
        visible: home.hasOffer
        text: home.kiosk.check_in.offer
        spoken: `${text}. ${home.kiosk.check_in.offer_more}`
        textSize: Theme.isTight ? Theme.small : Theme.button
        onMeant: home.kiosk.begin_check_in()
    }
    // One thing beside "More": the day, speaking, or, while questions are due, nothing, for they stand
    // with "Talk to me".
    SlotButton {
        on: home
        place: 0
        width: home.half
        objectName: "homeListenButton"
        visible: home.third === "speak" && !home.kiosk.listening.is_asking
        text: home.kiosk.listening.button
        iconName: "mic"
        onMeant: home.kiosk.listen()
    }
    SlotButton {
        on: home
        place: 0
        width: home.half
        objectName: "todayButton"
        visible: home.third === "day"
        text: home.kiosk.words.home.today
        iconName: "day"
        onMeant: home.kiosk.show_today()
    }
    SlotButton {
        on: home
        place: 1
        x: home.foot.x + home.foot.width - width
        width: home.third === "questions" ? home.foot.width : home.half
        objectName: "moreButton"
        text: home.kiosk.words.home.more
        iconName: "more"
        onMeant: home.kiosk.show_more()
    }
}
