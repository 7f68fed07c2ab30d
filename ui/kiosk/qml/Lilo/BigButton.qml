import QtQuick
import QtQuick.Templates as T
import Lilo.Theme

// A button for hands that shake: large, acting on release, deaf to a second tap.
// `meant` is the signal to use; `clicked` also comes for taps that were not meant.
T.Button {
    id: button

    signal meant

    property string iconName: ""
    property int iconEdge: Math.round(Theme.button * 1.2)
    property bool isPrimary: false
    property bool isChosen: false
    // One of several of which one can stand: a screen reader is told whether it is this one.
    property bool isOneOf: false
    property bool isUpright: false
    property int textSize: Theme.button
    property real corner: Theme.radius
    property string footnote: ""
    property string spoken: footnote === "" ? text : `${text}. ${footnote}`

    property color fill: !enabled ? Theme.colours.paper
        : isPrimary ? Theme.colours.primary
        : isChosen ? Theme.colours.chosen : Theme.colours.card
    property color under: Theme.colours.primaryEdge
    property color words: !enabled ? Theme.colours.secondary
        : isPrimary ? Theme.colours.onPrimary : Theme.colours.ink
    property color picture: words
    readonly property bool isRaised: isPrimary && enabled

    implicitWidth: Math.max(Theme.target, face.implicitWidth + leftPadding + rightPadding)
    implicitHeight: Math.max(Theme.target, face.implicitHeight + topPadding + bottomPadding)
    leftPadding: Theme.px(Theme.isTight ? 8 : 28)
    rightPadding: leftPadding
    topPadding: Theme.px(12)
    bottomPadding: Theme.px(12) + (isRaised ? Theme.lift : 0)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    // Only for who does not see it: what is chosen is the view model's to say, not a tap's.
    checkable: isOneOf
    checked: isOneOf && isChosen
    onToggled: checked = Qt.binding(() => isOneOf && isChosen)

    onClicked: if (Taps.accepts(button, pressX, pressY)) meant()
    Keys.onReturnPressed: event => event.isAutoRepeat || button.click()
    Keys.onEnterPressed: event => event.isAutoRepeat || button.click()

    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.focusable: true
    Accessible.onPressAction: button.click()

    contentItem: Item {
        id: face

        // The words come first: a picture that would push them together is left out.
        readonly property bool hasRoom: face.width >= Math.ceil(label.implicitWidth) + aside
        readonly property real aside: icon.edge + Theme.px(18)
        readonly property bool isBeside: button.iconName !== "" && !button.isUpright && hasRoom
        readonly property real beside: isBeside ? aside : 0
        readonly property real under: foot.visible ? foot.height + Theme.px(14) : 0
        readonly property real over: icon.edge + Theme.px(28)
        readonly property bool isHigh: face.height >= over + label.contentHeight + under
        readonly property real above: icon.visible && button.isUpright ? over : 0

        implicitWidth: Math.ceil(label.implicitWidth)
            + (button.iconName === "" || button.isUpright ? 0 : aside)
        implicitHeight: label.contentHeight + above + under

        Icon {
            id: icon

            name: button.iconName
            colour: button.picture
            edge: button.iconEdge
            visible: button.isUpright ? name !== "" && face.isHigh : face.isBeside
            x: button.isUpright ? (face.width - width) / 2
                : (face.width - face.beside - label.width) / 2
            y: button.isUpright ? (face.height - face.above - label.height - face.under) / 2
                : (face.height - height) / 2
        }
        LiloText {
            id: label

            Accessible.ignored: true
            x: (face.width - face.beside - width) / 2 + face.beside
            y: (face.height - face.above - height - face.under) / 2 + face.above
            width: Math.min(Math.ceil(implicitWidth), face.width - face.beside)
            text: button.text
            color: button.words
            font.pixelSize: button.textSize
            isStrong: button.isPrimary || button.isChosen
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
        }
        LiloText {
            id: foot

            objectName: "footnote"
            Accessible.ignored: true
            x: (face.width - width) / 2
            y: label.y + label.height + Theme.px(14)
            width: Math.min(Math.ceil(implicitWidth), face.width)
            visible: button.footnote !== ""
            text: button.footnote
            color: button.words
            font.pixelSize: Theme.small
            lineHeight: 1.0
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
        }
    }

    background: Item {
        Rectangle {
            anchors.fill: parent
            visible: button.isRaised
            color: button.under
            radius: button.corner
        }
        Rectangle {
            anchors.fill: parent
            anchors.bottomMargin: button.isRaised ? Theme.lift : 0
            color: button.fill
            radius: button.corner
            border.width: button.isRaised ? 0 : button.isChosen ? Theme.line + 2 : Theme.line
            border.color: !button.enabled ? Theme.colours.line
                : button.isChosen ? Theme.colours.accent : Theme.colours.edge
        }
        Rectangle {
            anchors.fill: parent
            anchors.bottomMargin: button.isRaised ? Theme.lift : 0
            color: button.isRaised ? "#000000" : Theme.colours.primary
            opacity: button.down ? 0.14 : 0
            radius: button.corner
        }
        FocusRing {
            around: button.corner
            visible: button.visualFocus
        }
    }
}
