import QtQuick
import Lilo.Theme

// What Lilo says of itself before it answers: quiet, and apart from the reply.
Card {
    id: card

    required property string words

    height: about.height + 2 * Theme.px(Theme.isTight ? 8 : 14)

    onWordsChanged: if (words !== "") Accessible.announce(words, Accessible.Polite)

    LiloText {
        id: about

        objectName: card.visible ? "aboutLilo" : ""
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.pad + 10
        width: parent.width - 2 * x
        text: card.words
        color: Theme.colours.secondary
        font.pixelSize: Theme.small
        lineHeight: 1.0
    }
}
