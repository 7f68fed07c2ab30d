import QtQuick
import Lilo.Theme

// One answer to a question.
BigButton {
    textSize: Theme.button
}
