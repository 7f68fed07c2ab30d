import QtQuick
import QtQuick.Templates as T
import Lilo.Theme

// One picture of a picture PIN: the picture always, its word where there is room.
T.Button {
    id: tile

    signal meant

    property string picture: ""
    property string spoken: text
    readonly property color words: enabled ? Theme.colours.ink : Theme.colours.secondary
    readonly property bool hasWord: height >= word.implicitHeight + Theme.px(104)
        && width >= word.implicitWidth + Theme.px(16)

    focusPolicy: Qt.StrongFocus
    hoverEnabled: false
    onClicked: if (Taps.accepts(tile, pressX, pressY)) meant()
    Keys.onReturnPressed: event => event.isAutoRepeat || tile.click()
    Keys.onEnterPressed: event => event.isAutoRepeat || tile.click()

    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.focusable: true
    Accessible.onPressAction: tile.click()

    contentItem: Item {
        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            y: (parent.height - height - (word.visible ? word.height + Theme.px(6) : 0)) / 2
            name: tile.picture
            colour: tile.words
            edge: Theme.px(72)
        }
        LiloText {
            id: word

            Accessible.ignored: true
            anchors.horizontalCenter: parent.horizontalCenter
            y: (parent.height + Theme.px(78) - height) / 2
            visible: tile.hasWord
            text: tile.text
            color: tile.words
            font.pixelSize: Theme.small
            lineHeight: 1.0
            wrapMode: Text.NoWrap
        }
    }
    background: Rectangle {
        color: tile.down ? Theme.colours.chosen : tile.enabled ? Theme.colours.card : Theme.colours.paper
        radius: Theme.radius
        border.width: Theme.line
        border.color: tile.enabled ? Theme.colours.edge : Theme.colours.line

        FocusRing {
            around: Theme.radius
            visible: tile.visualFocus
        }
    }
}
