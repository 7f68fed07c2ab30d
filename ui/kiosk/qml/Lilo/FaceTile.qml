import QtQuick
import QtQuick.Templates as T
import Lilo.Theme

// Somebody's portrait and first name; where there is no portrait, their initials.
T.Button {
    id: tile

    signal meant

    property string picture: ""
    property string initials: ""
    property string spoken: text

    readonly property real edge: Theme.px(14)
    readonly property bool hasDisc: !Theme.isTight
    // The name stands under the picture where the tile is high, else beside it.
    readonly property bool isUpright: hasDisc && height >= width * 0.6
    readonly property real nameHeight: Math.ceil(Theme.button * 1.3)
    readonly property real round: Math.max(0, isUpright
        ? Math.min(height - nameHeight - 3 * edge, width - 2 * edge)
        : Math.min(height - 2 * edge, width * 0.36))

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
        Rectangle {
            id: disc

            x: tile.isUpright ? (tile.width - width) / 2 : tile.edge
            y: tile.isUpright ? (tile.height - height - tile.edge - tile.nameHeight) / 2
                : (tile.height - height) / 2
            width: tile.round
            height: tile.round
            visible: tile.hasDisc
            radius: Theme.radius * 0.75
            color: Theme.colours.chosen
            clip: true

            LiloText {
                Accessible.ignored: true
                anchors.centerIn: parent
                visible: portrait.status !== Image.Ready
                text: tile.initials
                isStrong: true
                font.pixelSize: Math.max(28, Math.round(tile.round * 0.4))
                lineHeight: 1.0
            }
            Image {
                id: portrait

                anchors.fill: parent
                source: tile.picture
                fillMode: Image.PreserveAspectCrop
                Accessible.ignored: true
            }
        }
        LiloText {
            Accessible.ignored: true
            x: tile.hasDisc && !tile.isUpright ? disc.x + disc.width + Theme.px(18) : tile.edge
            y: tile.isUpright ? disc.y + disc.height + tile.edge : tile.edge / 2
            width: parent.width - x - tile.edge
            text: tile.text
            isStrong: true
            height: tile.isUpright ? tile.nameHeight : tile.height - tile.edge
            verticalAlignment: Text.AlignVCenter
            horizontalAlignment: tile.hasDisc && !tile.isUpright ? Text.AlignLeft : Text.AlignHCenter
            font.pixelSize: Theme.button
            // A long name is written smaller rather than broken.
            fontSizeMode: Text.Fit
            minimumPixelSize: 28
            lineHeight: 1.0
            maximumLineCount: 1
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
    background: Rectangle {
        color: tile.down ? Theme.colours.chosen : Theme.colours.card
        radius: Theme.radius
        border.width: Theme.line
        border.color: Theme.colours.edge

        FocusRing {
            around: Theme.radius
            visible: tile.visualFocus
        }
    }
}
