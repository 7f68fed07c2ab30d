import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// A reminder, or a question, over whatever is on the screen.
Item {
    id: stage

    width: 1280
    height: 800

    QtObject {
        id: kiosk

        readonly property QtObject over: QtObject {
            property string kind: "reminder"
            property string icon: "medication"
            property string title: "It is time for your medicines."
            property string line: "At 3:40."
            property var choices: []
        }
        readonly property QtObject day: QtObject {
            property string date: "Friday"
            property string date_spoken: "Today is Friday."
            property string clock: "3:40"
            property string clock_spoken: "It is 3:40."
        }
        readonly property var words: ({ talk: { more: "Read on" }, stories: { from_start: "From the start" } })
        property var answered: []

        function answer_over(key: string): void { answered = [...answered, key] }
    }
    BigButton {
        id: under

        anchors.fill: parent
        text: "Under it"
        onClicked: kiosk.answered = [...kiosk.answered, "under"]
    }
    AskingOverlay {
        id: overlay

        anchors.fill: parent
        kiosk: kiosk
        roof: 120
        floor: 600
    }

    TestCase {
        name: "AskingOverlay"
        when: windowShown

        function initTestCase(): void { Taps.judge = hands }
        function init(): void {
            hands.pass_(10);
            Theme.hasMotion = false;
            kiosk.answered = [];
            kiosk.over.line = "At 3:40.";
            kiosk.over.choices = [
                { key: "taken", text: "I took them", is_primary: true },
                { key: "later", text: "Later", is_primary: false },
                { key: "nurse", text: "Ask the nurse", is_primary: false }
            ];
            waitForPolish(stage.Window.window);
            wait(0);
        }

        function test_it_says_what_it_is_about(): void {
            compare(findChild(overlay, "overTitle").text, "It is time for your medicines.");
            compare(overlay.said, "It is time for your medicines. At 3:40.");
        }
        function test_each_answer_is_given_by_a_touch_data(): var {
            return [{ at: 0, key: "taken" }, { at: 1, key: "later" }, { at: 2, key: "nurse" }];
        }
        function test_each_answer_is_given_by_a_touch(row: var): void {
            const button = findChild(overlay, `overChoice${row.at}`);
            verify(button.width >= Theme.target && button.height >= Theme.target);
            mouseClick(button);
            compare(kiosk.answered, [row.key]);
        }
        function test_nothing_under_it_is_touched(): void {
            mouseClick(stage, 30, 780);
            compare(kiosk.answered, []);
        }
        function test_no_answer_has_the_keyboard_when_it_comes(): void {
            overlay.takeFocus();
            keyClick(Qt.Key_Return);
            keyClick(Qt.Key_Space);
            compare(kiosk.answered, []);
        }
        function test_what_is_too_long_is_read_on_before_it_is_answered(): void {
            verify(!findChild(overlay, "overOnButton").visible);
            kiosk.over.choices = kiosk.over.choices.slice(0, 2);
            kiosk.over.line = "Tell Carol that the roses are out again. ".repeat(16);
            waitForPolish(stage.Window.window);
            wait(0);
            const on = findChild(overlay, "overOnButton");
            verify(on.visible);
            compare(on.text, "Read on");
            for (let turn = 0; turn < 20 && on.text === "Read on"; turn++) {
                hands.pass_(1);
                mouseClick(on);
            }
            compare(on.text, "From the start");
            compare(kiosk.answered, []);
        }
    }
}
