import QtQuick
import Lilo.Theme

// The whole window: one screen at a time, the status panel, and over everything the call button.
Rectangle {
    id: root

    required property QtObject kiosk
    required property real textScale
    required property real target
    required property bool hasMotion
    required property string family
    required property string clockFamily
    required property int bodyWeight
    required property var features
    required property var clockFeatures

    readonly property bool isTight: height < 640 * textScale * unit
    readonly property string screen: kiosk.frame.screen
    // Beside the call button where a screen leaves that free, else in a strip above it.
    readonly property bool isBeside: screen !== "talk" && screen !== "night"
        && screen !== "who"
    readonly property bool isBeside: screen !== "talk" && screen !== "check_in" && screen !== "night"
        && !(Theme.isTight && kiosk.status.can_hush)

    readonly property real headBottom: screen === "night" ? Theme.edgeSpace
        : header.y + header.height + Theme.px(Theme.isTight ? 8 : 22)
    readonly property real footTop: height - Theme.edgeSpace - callButton.height
    readonly property real bodyBottom: (status.visible ? Math.min(footTop, status.y) : footTop)
        - Theme.gapToCall

    readonly property rect body: Qt.rect(Theme.margin, headBottom, width - 2 * Theme.margin,
        bodyBottom - headBottom)
    readonly property rect foot: Qt.rect(Theme.margin, footTop,
        callButton.x - Theme.gapToCall - Theme.margin, callButton.height)

    // A larger screen is drawn larger, but not by all of it: it also gives more room.
    readonly property real unit: 1 + 0.6 * Math.max(0, Math.min(width / 1280, height / 800) - 1)

    color: Theme.colours.paper

    Binding { target: Theme; property: "unit"; value: root.unit }
    Binding { target: Theme; property: "look"; value: root.kiosk.frame.look }
    Binding { target: Theme; property: "scale"; value: root.textScale }
    Binding { target: Theme; property: "target"; value: root.target }
    Binding { target: Theme; property: "hasMotion"; value: root.hasMotion }
    Binding { target: Theme; property: "isTight"; value: root.isTight }
    Binding { target: Theme; property: "family"; value: root.family }
    Binding { target: Theme; property: "clockFamily"; value: root.clockFamily }
    Binding { target: Theme; property: "bodyWeight"; value: root.bodyWeight }
    Binding { target: Theme; property: "features"; value: root.features }
    Binding { target: Theme; property: "clockFeatures"; value: root.clockFeatures }
    Binding { target: Taps; property: "judge"; value: root.kiosk }

    function takeFocus(): void {
        for (const each of [home, night, talk, crisis, over, who])
        for (const each of [home, night, talk, checkIn, crisis])
            if (each.visible)
                each.takeFocus();
        if (root.screen === "vacant")
            callButton.forceActiveFocus(Qt.TabFocusReason);
    }

    // Later, when the screens know which of them is shown.
    onScreenChanged: Qt.callLater(takeFocus)
    Component.onCompleted: Qt.callLater(takeFocus)

    Header {
        id: header

        x: Theme.margin
        y: Theme.edgeSpace - Theme.px(8)
        width: root.width - 2 * Theme.margin
        visible: root.screen !== "night"
        day: root.kiosk.day
    }

    NoticeScreen {
        anchors.fill: parent
        visible: ["starting", "trouble", "vacant"].includes(root.screen)
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
        iconName: root.screen === "trouble" ? "trouble" : "sun"
    }
    HomeScreen {
        id: home

        objectName: "homeScreen"
        anchors.fill: parent
        visible: root.screen === "home"
        kiosk: root.kiosk
        body: root.body
        foot: Qt.rect(root.foot.x, root.foot.y,
            root.foot.width - (offer.visible ? offer.width + Theme.gap : 0), root.foot.height)
        hasFoot: !(status.visible && root.isBeside)
    }
    NightScreen {
        id: night

        objectName: "nightScreen"
        anchors.fill: parent
        visible: root.screen === "night"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }
    TalkScreen {
        id: talk

        objectName: "talkScreen"
        anchors.fill: parent
        visible: root.screen === "talk"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }
    CheckInOffer {
        id: offer

        x: root.foot.x + root.foot.width - width
        y: root.foot.y
        width: Math.min(implicitWidth, root.foot.width * 0.6)
        height: root.foot.height
        visible: root.screen === "home" && root.kiosk.check_in.offer !== "" && !status.visible
        checkIn: root.kiosk.check_in
        onMeant: root.kiosk.begin_check_in()
    }
    CheckInScreen {
        id: checkIn

        objectName: "checkInScreen"
        anchors.fill: parent
        visible: root.screen === "check_in"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }
    CrisisScreen {
        id: crisis

        objectName: "crisisScreen"
        anchors.fill: parent
        visible: root.screen === "crisis"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }
    OverScreen {
        id: over

        objectName: "overScreen"
        anchors.fill: parent
        visible: root.screen === "over"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }
    WhoScreen {
        id: who

        objectName: "whoScreen"
        anchors.fill: parent
        visible: root.screen === "who"
        kiosk: root.kiosk
        body: root.body
        foot: root.foot
    }

    StatusPanel {
        id: status

        x: Theme.margin
        y: root.isBeside ? root.height - Theme.edgeSpace - height
            : root.footTop - Theme.gap - height
        width: root.isBeside ? root.foot.width : root.width - 2 * Theme.margin
        height: implicitHeight
        status: root.kiosk.status
        isLow: !root.isBeside
        hushText: root.kiosk.words.call.hush
        onHush: root.kiosk.hush()
    }

    CallButton {
        id: callButton

        objectName: "callButton"
        x: root.width - Theme.margin - width
        y: root.height - Theme.edgeSpace - height
        z: 1
        text: root.kiosk.words.call.button
        // Not through `meant`: the view model has its own guard, and a call is never deaf
        // because something else was tapped just before.
        onClicked: root.kiosk.call_nurse()
    }
}
