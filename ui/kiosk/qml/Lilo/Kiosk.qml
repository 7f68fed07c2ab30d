import QtQuick
import Lilo.Theme

// The whole window: one screen at a time, what lies over it, the status panel, and above all of
// them the call button.
Rectangle {
    id: root

    required property QtObject kiosk
    required property real target
    required property string family
    required property string clockFamily
    required property int bodyWeight
    required property var features
    required property var clockFeatures

    property string look
    property real textScale: 1
    readonly property string wantedLook: kiosk.frame.look
    readonly property real wantedScale: kiosk.frame.scale

    readonly property string screen: kiosk.frame.screen

    // A larger screen is drawn larger, but not by all of it: it also gives more room.
    readonly property real unit: 1 + 0.6 * Math.max(0, Math.min(Math.max(width, height) / 1280,
        Math.min(width, height) / 800) - 1)
    // Where large letters leave little room: labels grow by less, and what is not needed goes.
    readonly property bool isTight: Math.min(width, height) < 640 * textScale * unit

    // The row of what can be done stands beside the call button where three labels have room
    // there, else above it.
    readonly property real besideCall: callButton.x - Theme.gapToCall - Theme.margin
    readonly property bool isStacked: besideCall < Theme.button * (isTight ? 11.2 : 12.6) + 2 * Theme.gap
    readonly property bool hasFoot: kiosk.listening.has_button ? true
        : kiosk.frame.overlay !== "" ? false
        : screen === "crisis" ? kiosk.crisis.is_writing
        : screen === "who" ? whoSlot.item !== null && whoSlot.item.hasFoot
        : !["starting", "trouble", "vacant"].includes(screen)

    readonly property real callTop: height - Theme.edgeSpace - callButton.height
    readonly property real footTop: isStacked && hasFoot ? callTop - Theme.gap - callButton.height
        : callTop
    readonly property rect foot: Qt.rect(Theme.margin, footTop,
        isStacked ? width - 2 * Theme.margin : besideCall, callButton.height)

    // The status panel beside the call button where that is free and its words fit, else in a
    // strip above what can be done.
    readonly property bool isBeside: (isStacked || !hasFoot) && !kiosk.status.can_hush
        && besideCall > Theme.status * 7 + status.aside && status.fits(besideCall, isStacked && hasFoot ? callButton.height
        : height * 0.4)
    readonly property real stripTop: footTop - Theme.gap - status.height

    readonly property bool isWriting: screen === "crisis" ? kiosk.crisis.is_writing
        : screen === "check_in" ? kiosk.check_in.is_writing
        : screen === "talk" && kiosk.talk.is_writing
    // On home what comes next goes before the day and the time.
    readonly property real headed: header.y + header.height + Theme.px(isTight ? 8 : 22)
    readonly property bool isHomeFull: screen === "home" && homeSlot.item !== null
        && homeSlot.item.leastHeight > bodyBottom - headed
    // On a small screen the question and what can be done about the voice have its room.
    readonly property bool isSpokenCheckIn: screen === "check_in" && kiosk.talk.has_voice
        && Math.min(width, height) < 900
    readonly property bool hasHeader: screen !== "night" && !isHomeFull && !isSpokenCheckIn
        && !(isWriting && kiosk.keyboard.cells < 30 && Math.min(width, height) < 900)
        && !(isTight ? ["crisis", "check_in"].includes(screen) || isWriting
            || screen === "talk" && kiosk.talk.has_voice : screen === "crisis" && isWriting)
    readonly property real headBottom: hasHeader
        ? headed : Theme.edgeSpace
    readonly property real statusTop: !status.visible ? footTop
        : isBeside ? Math.min(footTop, status.y) : stripTop
    readonly property real bodyBottom: (strip.visible ? strip.y : statusTop) - Theme.gapToCall
    readonly property rect body: Qt.rect(Theme.margin, headBottom, width - 2 * Theme.margin,
        Math.max(0, bodyBottom - headBottom))

    color: Theme.colours.paper

    Binding { target: Theme; property: "unit"; value: root.unit }
    Binding { target: Theme; property: "look"; value: root.look }
    Binding { target: Theme; property: "scale"; value: root.textScale }
    Binding { target: Theme; property: "target"; value: root.target }
    Binding { target: Theme; property: "hasMotion"; value: root.kiosk.frame.has_motion }
    Binding { target: Theme; property: "isTight"; value: root.isTight }
    Binding { target: Theme; property: "family"; value: root.family }
    Binding { target: Theme; property: "clockFamily"; value: root.clockFamily }
    Binding { target: Theme; property: "bodyWeight"; value: root.bodyWeight }
    Binding { target: Theme; property: "features"; value: root.features }
    Binding { target: Theme; property: "clockFeatures"; value: root.clockFeatures }
    Binding { target: Taps; property: "judge"; value: root.kiosk }

    function takeFocus(): void {
        for (const each of [...screens.children, ...overlays.children])
            if (each.visible && each.takeFocus !== undefined)
                each.takeFocus();
        if (root.screen === "vacant" && under.visible)
            callButton.forceActiveFocus(Qt.OtherFocusReason);
    }

    // First what is not shown goes: all of it would change its looks while a person waits for what
    // is. It is made again a moment later.
    onWantedLookChanged: {
        screens.letGo();
        look = wantedLook;
    }
    onWantedScaleChanged: {
        screens.letGo();
        textScale = wantedScale;
    }
    // Later, when the screens know which of them is shown.
    onScreenChanged: Qt.callLater(takeFocus)
    Component.onCompleted: Qt.callLater(takeFocus)

    Connections {
        target: root.kiosk.frame
        function onOverlay_changed(): void { Qt.callLater(root.takeFocus) }
    }

    // What lies under an overlay is not there meanwhile: neither touch, Tab nor a screen reader
    // reach it.
    Item {
        id: under

        anchors.fill: parent
        visible: root.kiosk.frame.overlay === ""

        Header {
            id: header

            x: Theme.margin
            y: Theme.edgeSpace - Theme.px(8)
            width: root.width - 2 * Theme.margin
            visible: root.hasHeader
            day: root.kiosk.day
        }

        // Screens, in the order in which they are made ready. A new one: a KioskScreen in a
        // ScreenSlot here, its name in `Screen` of ui/kiosk/inputs.py.
        Item {
            id: screens

            objectName: "screens"

            readonly property rect body: root.body
            readonly property rect foot: root.foot
            // The others wait until the first has been on the screen for a moment.
            property bool areAwaited: false
            property int moment: 200

            anchors.fill: parent

            function letGo(): void {
                areAwaited = false;
                for (const slot of [...children, ...overlays.children])
                    slot.letGo();
            }

            Timer {
                interval: screens.moment
                running: root.screen !== "starting" && !screens.areAwaited
                onTriggered: screens.areAwaited = true
            }

            ScreenSlot {
                id: crisisSlot

                house: screens
                isShown: root.screen === "crisis"
                sourceComponent: CrisisScreen {
                    objectName: "crisisScreen"
                    kiosk: root.kiosk
                    body: crisisSlot.body
                    foot: crisisSlot.foot
                }
            }
            ScreenSlot {
                id: noticeSlot

                house: screens
                isShown: ["starting", "trouble", "vacant"].includes(root.screen)
                sourceComponent: NoticeScreen {
                    kiosk: root.kiosk
                    body: noticeSlot.body
                    foot: noticeSlot.foot
                    iconName: root.screen === "trouble" ? "trouble" : "sun"
                }
            }
            ScreenSlot {
                id: homeSlot

                house: screens
                isShown: root.screen === "home"
                sourceComponent: HomeScreen {
                    objectName: "homeScreen"
                    kiosk: root.kiosk
                    body: homeSlot.body
                    foot: homeSlot.foot
                }
            }
            ScreenSlot {
                id: talkSlot

                house: screens
                isShown: root.screen === "talk"
                sourceComponent: TalkScreen {
                    objectName: "talkScreen"
                    kiosk: root.kiosk
                    body: talkSlot.body
                    foot: talkSlot.foot
                }
            }
            ScreenSlot {
                id: checkInSlot

                house: screens
                isShown: root.screen === "check_in"
                sourceComponent: CheckInScreen {
                    objectName: "checkInScreen"
                    kiosk: root.kiosk
                    body: checkInSlot.body
                    foot: checkInSlot.foot
                }
            }
            ScreenSlot {
                id: choiceSlot

                house: screens
                isShown: root.kiosk.choices.title !== ""
                sourceComponent: ChoiceScreen {
                    objectName: "choiceScreen"
                    kiosk: root.kiosk
                    body: choiceSlot.body
                    foot: choiceSlot.foot
                }
            }
            ScreenSlot {
                id: todaySlot

                house: screens
                isShown: root.screen === "today"
                sourceComponent: TodayScreen {
                    objectName: "todayScreen"
                    kiosk: root.kiosk
                    body: todaySlot.body
                    foot: todaySlot.foot
                }
            }
            ScreenSlot {
                id: storiesSlot

                house: screens
                isShown: root.screen === "stories"
                sourceComponent: StoriesScreen {
                    objectName: "storiesScreen"
                    kiosk: root.kiosk
                    body: storiesSlot.body
                    foot: storiesSlot.foot
                }
            }
            ScreenSlot {
                id: calmSlot

                house: screens
                isShown: root.screen === "calm"
                sourceComponent: CalmScreen {
                    objectName: "calmScreen"
                    kiosk: root.kiosk
                    body: calmSlot.body
                    foot: calmSlot.foot
                }
            }
            ScreenSlot {
                id: nightSlot

                house: screens
                isShown: root.screen === "night"
                sourceComponent: NightScreen {
                    objectName: "nightScreen"
                    kiosk: root.kiosk
                    body: nightSlot.body
                    foot: nightSlot.foot
                }
            }
            ScreenSlot {
                id: whoSlot

                house: screens
                isShown: root.screen === "who"
                sourceComponent: WhoScreen {
                    objectName: "whoScreen"
                    kiosk: root.kiosk
                    body: whoSlot.body
                    foot: whoSlot.foot
                }
            }
        }
    }

    StatusPanel {
        id: status

        x: Theme.margin
        y: root.isBeside ? root.height - Theme.edgeSpace - height : root.stripTop
        z: 1
        width: root.isBeside ? root.besideCall : root.width - 2 * Theme.margin
        height: implicitHeight
        status: root.kiosk.status
        isLow: !root.isBeside
        hushText: root.kiosk.words.call.hush
        onHush: root.kiosk.hush()
    }

    ListeningStrip {
        id: strip

        x: Theme.margin
        y: root.statusTop - Theme.gap - height
        z: 1
        width: root.width - 2 * Theme.margin
        height: implicitHeight
        visible: root.kiosk.listening.is_shown
        listening: root.kiosk.listening
        isShort: root.isTight && root.height > root.width && root.kiosk.choices.choices.length > 2
        onConfirmed: isRight => root.kiosk.confirm_heard(isRight)
    }
    // Where nothing else stands at the foot: over everything.
    BigButton {
        objectName: "listenButton"
        x: root.foot.x
        y: root.foot.y
        z: 1
        width: Math.max(implicitWidth, Math.floor(root.foot.width * 0.365))
        height: root.foot.height
        visible: root.kiosk.listening.has_button
        text: root.kiosk.listening.button
        iconName: "mic"
        onMeant: root.kiosk.listen()
    }

    // Overlays: over every screen, under the call button, never over a crisis. A new one: an
    // Overlay in a ScreenSlot here, its name in `Overlay` of ui/kiosk/inputs.py.
    Item {
        id: overlays

        readonly property rect body: Qt.rect(0, 0, root.width, root.bodyBottom)
        readonly property rect foot: root.foot
        readonly property bool areAwaited: screens.areAwaited

        anchors.fill: parent

        ScreenSlot {
            id: askingSlot

            house: overlays
            isShown: root.kiosk.frame.overlay === "asking"
            sourceComponent: AskingOverlay {
                objectName: "askingOverlay"
                kiosk: root.kiosk
                roof: root.isTight ? Theme.edgeSpace : header.y + header.height + Theme.px(22)
                floor: askingSlot.body.height
            }
        }
        ScreenSlot {
            id: leaveSlot

            house: overlays
            isShown: root.kiosk.frame.overlay === "leave"
            sourceComponent: LeaveOverlay {
                kiosk: root.kiosk
                roof: Theme.edgeSpace
                floor: leaveSlot.body.height
            }
        }
    }

    SwitchRing {
        id: switchRing

        anchors.fill: parent
        z: 3
        root: root
        callButton: callButton
        step: root.kiosk.frame.scan_ms
        where: [root.screen, root.kiosk.frame.overlay, root.isWriting].join()
    }
    LeaveGesture {
        onAsked: root.kiosk.ask_to_leave()
    }

    CallButton {
        id: callButton

        objectName: "callButton"
        x: root.width - Theme.margin - width
        y: root.height - Theme.edgeSpace - height
        z: 1
        text: root.kiosk.words.call.button
        onCalled: root.kiosk.call_nurse()
        onHeld: root.kiosk.call_nurse_held()
    }
}
