import QtQuick
import Lilo.Theme

// Words, as everywhere in the kiosk: legible, wrapped, never taken for markup, and read by a
// screen reader.
Text {
    id: text

    property bool isStrong: false

    color: Theme.colours.ink
    font.family: Theme.family
    font.features: Theme.features
    font.pixelSize: Theme.date
    font.weight: isStrong ? Font.Bold : Theme.bodyWeight
    lineHeight: 1.08
    textFormat: Text.PlainText
    wrapMode: Text.Wrap

    Accessible.role: Accessible.StaticText
    Accessible.name: text.text
    Accessible.ignored: text.text === ""
}
