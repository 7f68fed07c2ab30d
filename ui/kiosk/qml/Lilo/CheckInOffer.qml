import QtQuick
import Lilo.Theme

// On home, beside the call button: some questions are due. A touch begins them; whoever leaves it
// alone has declined nothing and is asked nothing.
BigButton {
    required property QtObject checkIn

    objectName: "checkInOffer"
    text: checkIn.offer
    spoken: checkIn.offer === "" ? "" : `${checkIn.offer}. ${checkIn.offer_more}`
    textSize: Theme.isTight ? Theme.small : Theme.button
}
