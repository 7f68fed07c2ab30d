import QtQuick
import Lilo.Theme

// What the resident said, once it is kept: whole. What is long stands under the reply, in its pages.
Item {
    id: said

    required property string label
    required property string words

    implicitHeight: heard.height

    LiloText {
        id: label

        anchors.baseline: heard.baseline
        text: said.label
        color: Theme.colours.secondary
        font.pixelSize: Theme.small
    }
    LiloText {
        id: heard

        objectName: said.visible ? "heard" : ""

        x: label.width + Theme.gap * 0.75
        width: said.width - x
        text: said.words
        font.pixelSize: Theme.said
        wrapMode: Text.Wrap
    }
}
