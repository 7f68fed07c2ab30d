import QtQuick
import Lilo.Theme

// One answer to a question.
BigButton {
    isOneOf: true
    textSize: Theme.button
}
