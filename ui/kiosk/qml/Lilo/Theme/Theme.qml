pragma Singleton

import QtQuick

// The one place for sizes, colours, type and motion. `Kiosk` sets what depends on the machine
// and the person; everything else follows.
QtObject {
    id: theme

    // Set by Kiosk
    property string look: "light"
    property real scale: 1.0
    property real unit: 1.0
    property real target: 116
    property bool hasMotion: true
    property bool isTight: false
    property string family: "DejaVu Sans"
    property string clockFamily: "DejaVu Sans"
    property int bodyWeight: Font.Normal
    property var features: ({})
    property var clockFeatures: ({})

    // Colours
    readonly property Colours light: LightColours {}
    readonly property Colours dark: DarkColours {}
    readonly property Colours contrast: ContrastColours {}
    readonly property Colours night: NightColours {}
    readonly property Colours colours: ({ light, dark, contrast, night })[look] ?? light

    // Type, in px of the design (1280 x 800) at 100 %
    readonly property int clock: sized(64)
    readonly property int greeting: sized(60)
    readonly property int grave: sized(50)
    readonly property int question: sized(46)
    readonly property int reply: sized(46)
    readonly property int field: sized(42)
    readonly property int title: sized(40)
    readonly property int button: sized(isTight ? 28 : 36)
    readonly property int said: sized(36)
    readonly property int date: sized(34)
    readonly property int status: sized(isTight ? 28 : 34)
    readonly property int small: sized(30)
    readonly property int leastText: sized(28)

    // The height of whatever can be touched: a finger, or a label on two lines. A key is smaller
    // where a whole alphabet has to fit, but never under this.
    readonly property real reach: Math.max(target, Math.ceil(button * 2.45) + px(26))
    readonly property real leastKey: Math.round(target * 0.5)

    // Space and shape
    readonly property int margin: px(isTight ? 36 : 48)
    readonly property int edgeSpace: px(isTight ? 28 : 36)
    // Four millimetres between what can be touched: a fifth of what a finger needs.
    readonly property int gap: Math.max(px(24), Math.ceil(target / 5))
    readonly property int keyGap: px(10)
    readonly property int gapToCall: Math.max(gap, px(isTight ? 24 : 36))
    readonly property int pad: px(isTight ? 24 : 32)
    readonly property int radius: px(28)
    readonly property int line: px(3)
    readonly property int ring: px(5)
    readonly property int lift: px(5)
    readonly property int swift: hasMotion ? 160 : 0

    function px(atDesign: real): int {
        return Math.round(atDesign * unit);
    }

    // Small text grows by the whole scale and large text by less: it is legible already, and the
    // words around it need the room. Never smaller than 28 px.
    function sized(atDesign: real): int {
        const share = atDesign <= 34 ? 1.0
            : atDesign >= 64 ? 0.45 : 1.0 - 0.55 * (atDesign - 34) / 30;
        return Math.max(28, px(atDesign * (1 + (scale - 1) * share)));
    }
}
