import QtQuick
import Lilo.Theme

// Lilo's reply, a sentence to a line, with where it comes from under it.
Card {
    id: card

    required property var sentences
    required property string notice
    required property string source
    // All that it comes from, in place of the reply, once that was asked for.
    property var sources: []
    property string sourcesTitle: ""
    property bool showsSources: false
    // What Lilo says of itself, where that has no card of its own: it stands under the reply.
    property string about: ""
    // What the resident said, where that has no room over the reply.
    property string said: ""
    property string saidLabel: ""
    // Lilo can be heard: whoever only reads begins at the beginning and turns the pages themselves.
    property bool isFollowing: false
    readonly property alias hasMore: pane.hasMore

    onShowsSourcesChanged: {
        pane.toStart();
        if (showsSources)
            Accessible.announce([sourcesTitle, ...sources].join(" "), Accessible.Polite);
    }
    onIsFollowingChanged: Qt.callLater(follow)
    onSentencesChanged: {
        if (sentences.length > 0)
            Accessible.announce(sentences[sentences.length - 1].text, Accessible.Polite);
    }

    function toStart(): void { pane.toStart() }
    function onward(): void { pane.onward() }
    // The sentence that is being said is one that can be seen.
    function follow(): void {
        if (!isFollowing)
            return;
        for (let index = 0; index < lines.count; index++)
            if (sentences[index] && sentences[index].is_marked)
                pane.bringTo(lines.itemAt(index));
    }

    ReadingPane {
        id: pane

        anchors.fill: parent
        anchors.leftMargin: Theme.pad
        anchors.rightMargin: Theme.pad
        anchors.topMargin: Theme.pad - Theme.px(Theme.isTight ? 16 : 10)
        anchors.bottomMargin: Theme.pad - Theme.px(Theme.isTight ? 16 : 10)

        Column {
            width: pane.width
            spacing: Theme.px(Theme.isTight ? 6 : 10)
            // Later, when the pane knows how long it has become.
            onPositioningComplete: Qt.callLater(card.follow)

            Repeater {
                id: lines

                model: card.showsSources ? [] : card.sentences

                Item {
                    id: sentence

                    required property var modelData
                    required property int index

                    width: Math.min(parent.width, Math.ceil(words.implicitWidth) + 20)
                    height: words.height

                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: -3
                        anchors.bottomMargin: -3
                        visible: sentence.modelData.is_marked
                        color: Theme.colours.amber
                        radius: Theme.px(12)
                    }

                    LiloText {
                        id: words

                        objectName: `sentence${sentence.index}`
                        x: 10
                        lineHeight: 1.0
                        width: Math.min(Math.ceil(implicitWidth), sentence.parent.width - 20)
                        text: sentence.modelData.text
                        font.pixelSize: Theme.reply
                    }
                }
            }
            LiloText {
                objectName: "sourcesTitle"
                x: 10
                width: parent.width - 20
                visible: card.showsSources
                text: card.sourcesTitle
                isStrong: true
                font.pixelSize: Theme.title
                lineHeight: 1.0
            }
            Repeater {
                model: card.showsSources ? card.sources : []

                LiloText {
                    required property string modelData
                    required property int index

                    objectName: `source${index}`
                    x: 10
                    width: parent.width - 20
                    text: modelData
                    font.pixelSize: Theme.title
                    lineHeight: 1.0
                }
            }
            LiloText {
                objectName: "notice"
                x: 10
                width: parent.width - 20
                visible: text !== "" && !card.showsSources
                text: card.notice
                color: Theme.colours.secondary
                font.pixelSize: Theme.title
            }
            LiloText {
                objectName: visible ? "aboutLilo" : ""
                x: 10
                width: parent.width - 20
                visible: text !== "" && !card.showsSources
                text: card.about
                color: Theme.colours.secondary
                font.pixelSize: Theme.small
                lineHeight: 1.0
            }
            LiloText {
                objectName: visible ? "heard" : ""
                x: 10
                width: parent.width - 20
                visible: card.said !== "" && !card.showsSources
                text: `${card.saidLabel}: ${card.said}`
                color: Theme.colours.secondary
                font.pixelSize: Theme.small
                lineHeight: 1.0
                wrapMode: Text.Wrap
            }
            Item {
                width: 1
                height: 8
                visible: source.visible
            }
            LiloText {
                id: source

                objectName: "source"
                x: 10
                width: parent.width - 20
                visible: text !== "" && !card.showsSources
                text: card.source
                color: Theme.colours.secondary
                font.pixelSize: Theme.small
            }
        }
    }
}
