import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// The button that everything is made of. `hands` is the real guard against tremor, with a clock
// that this test moves.
Item {
    id: stage

    width: 900
    height: 500

    BigButton {
        id: button

        x: 40
        y: 40
        text: "Answer"
    }
    BigButton {
        id: other

        x: 500
        y: 300
        text: "Home"
    }
    BigButton {
        id: narrow

        x: 500
        y: 40
        width: 150
        text: "Say again"
        iconName: "again"
    }

    SignalSpy { id: meant; target: button; signalName: "meant" }
    SignalSpy { id: otherMeant; target: other; signalName: "meant" }

    TestCase {
        name: "BigButton"
        when: windowShown

        function initTestCase(): void { Taps.judge = hands }
        function init(): void {
            hands.pass_(10);
            button.enabled = true;
            button.footnote = "";
            button.isOneOf = false;
            button.isChosen = false;
            meant.clear();
            otherMeant.clear();
        }

        function test_it_acts_when_the_finger_lets_go(): void {
            mousePress(button);
            compare(meant.count, 0);
            mouseRelease(button);
            compare(meant.count, 1);
        }
        function test_what_is_chosen_is_told_and_a_tap_alone_chooses_nothing(): void {
            button.isOneOf = true;
            verify(button.checkable);
            verify(!button.checked);
            mouseClick(button);
            compare(meant.count, 1);
            verify(!button.checked);
            button.isChosen = true;
            verify(button.checked);
        }
        function test_a_finger_that_slides_away_presses_nothing(): void {
            mousePress(button);
            mouseMove(button, button.width + 80, button.height / 2);
            mouseRelease(button, button.width + 80, button.height / 2);
            compare(meant.count, 0);
        }
        function test_a_second_tap_within_700_ms_is_a_tremor_data(): var {
            return [
                { tag: "at once", after: 0, count: 1 },
                { tag: "699 ms", after: 0.699, count: 1 },
                { tag: "701 ms", after: 0.701, count: 2 },
            ];
        }
        function test_a_second_tap_within_700_ms_is_a_tremor(row: var): void {
            mouseClick(button);
            hands.pass_(row.after);
            mouseClick(button, 40, 40);
            compare(meant.count, row.count);
        }
        function test_a_tap_somewhere_else_is_meant(): void {
            mouseClick(button);
            mouseClick(other);
            compare([meant.count, otherMeant.count], [1, 1]);
        }
        function test_what_is_asleep_hears_nothing(): void {
            button.enabled = false;
            mouseClick(button);
            compare(meant.count, 0);
            compare(button.words, Theme.colours.secondary);
            compare(button.fill, Theme.colours.paper);
        }
        function test_it_is_as_large_as_a_finger_needs_data(): var {
            return [{ target: 116 }, { target: 150 }];
        }
        function test_it_is_as_large_as_a_finger_needs(row: var): void {
            Theme.target = row.target;
            verify(button.width >= row.target);
            verify(button.height >= row.target);
            Theme.target = 116;
        }
        function test_keys_of_a_keyboard_press_it_once(): void {
            other.forceActiveFocus(Qt.OtherFocusReason);
            button.forceActiveFocus(Qt.TabFocusReason);
            verify(button.visualFocus);
            keyClick(Qt.Key_Return);
            hands.pass_(1);
            keyClick(Qt.Key_Space);
            compare(meant.count, 2);
        }
        function test_a_picture_without_room_is_left_out_and_the_words_stay(): void {
            const icon = narrow.contentItem.children[0];
            const label = narrow.contentItem.children[1];
            verify(!icon.visible);
            verify(label.contentWidth <= narrow.width);
            narrow.width = 360;
            verify(icon.visible);
            narrow.width = 150;
        }
        function test_a_footnote_is_told_with_the_words(): void {
            button.footnote = "It is a program.";
            compare(button.spoken, "Answer. It is a program.");
            compare(button.Accessible.name, button.spoken);
            compare(button.Accessible.role, Accessible.Button);
        }
    }
}
