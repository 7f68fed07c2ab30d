import QtQuick
import Lilo.Theme

// A photograph as a print on the page, whole and as large as its place allows. Until it has been
// read an empty print of the usual shape lies there.
Item {
    id: whole

    required property string source
    required property string spoken
    property real mostAcross: 0
    property real mostDown: 0

    readonly property bool isShown: photo.status === Image.Ready
    readonly property real ratio: isShown && photo.implicitHeight > 0
        ? photo.implicitWidth / photo.implicitHeight : 4 / 3

    width: Math.max(0, Math.min(mostAcross, mostDown * ratio))
    height: width / ratio

    Accessible.role: Accessible.Graphic
    Accessible.name: spoken
    Accessible.ignored: spoken === ""

    Rectangle {
        anchors.fill: parent
        anchors.margins: -Theme.line
        color: Theme.colours.line
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.colours.paper
    }
    Image {
        id: photo

        objectName: "storyPhoto"
        anchors.fill: parent
        source: whole.source
        // It was decoded at the size of the screen, and is held by whoever decoded it.
        cache: false
        fillMode: Image.PreserveAspectFit
        smooth: true
        mipmap: true
        // White paper blinds eyes that were asleep.
        opacity: Theme.look === "night" ? 0.7 : 1
        Accessible.ignored: true
    }
}
