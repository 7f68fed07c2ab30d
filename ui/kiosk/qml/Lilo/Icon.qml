import QtQuick
import QtQuick.Window

// One of Lilo's own drawings in one colour. Always beside words, so a screen reader skips it.
Image {
    id: icon

    required property string name
    required property color colour
    property int edge: 48

    width: edge
    height: edge
    sourceSize: Qt.size(edge * Screen.devicePixelRatio, edge * Screen.devicePixelRatio)
    source: name === "" ? "" : `image://icons/${name}/${String(colour).slice(-6)}`
    fillMode: Image.PreserveAspectFit

    Accessible.ignored: true
}
