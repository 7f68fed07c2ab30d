import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// The keyboard on the screen, with the real layouts.
Item {
    id: stage

    width: 1280
    height: 800

    QtObject {
        id: kiosk

        property QtObject keyboard: QtObject {
            property var keys: []
            property int columns: 0
        }
        property int turned: 0

        function accepts_key(key: string): bool { return hands.accepts_key(key) }
        function turn_keyboard(): void { turned += 1 }
    }
    Keyboard {
        id: board

        width: 1184
        kiosk: kiosk
        keyHeight: 94
        isHigh: false
        most: 320
    }

    SignalSpy { id: typed; target: board; signalName: "typed" }
    SignalSpy { id: erased; target: board; signalName: "erased" }

    TestCase {
        name: "Keyboard"
        when: windowShown

        function init(): void {
            hands.pass_(10);
            board.width = 1184;
            board.isHigh = false;
            board.most = 320;
            board.keyHeight = 94;
            lay("abc", "letters", "en");
            typed.clear();
            erased.clear();
            kiosk.turned = 0;
        }
        function lay(order: string, layer: string, language: string): void {
            const layout = hands.layout(order, layer, language);
            kiosk.keyboard.columns = layout.columns;
            kiosk.keyboard.keys = layout.keys;
        }
        function keys(): var {
            const found = [];
            for (let index = 0; index < kiosk.keyboard.keys.length; index++)
                found.push(findChild(board, `key${index}`));
            return found;
        }
        function key(text: string): Item { return keys().find(each => each.text === text) }

        function test_every_layout_fills_the_board_and_no_key_lies_on_another_data(): var {
            const rows = [];
            for (const order of ["abc", "qwerty"])
                for (const layer of ["letters", "numbers", "accents"])
                    for (const language of ["en", "es"])
                        rows.push({ tag: `${order} ${layer} ${language}`, order, layer, language });
            return rows;
        }
        function test_every_layout_fills_the_board_and_no_key_lies_on_another(row: var): void {
            lay(row.order, row.layer, row.language);
            let cells = 0;
            const every = keys();
            for (const each of every) {
                cells += each.modelData.span;
                verify(each.x >= 0 && each.x + each.width <= board.width + 1, each.text);
                verify(each.y + each.height <= board.implicitHeight + 1, each.text);
                for (const other of every)
                    verify(each === other || each.x + each.width <= other.x
                        || other.x + other.width <= each.x || each.y + each.height <= other.y
                        || other.y + other.height <= each.y, `${each.text} ${other.text}`);
            }
            compare(cells, 30);
        }
        function test_a_key_types_its_letter(): void {
            mouseClick(key("B"));
            compare(typed.signalArguments[0][0], "B");
            mouseClick(key("Space"));
            compare(typed.signalArguments[1][0], " ");
            mouseClick(key("⌫"));
            compare(erased.count, 1);
            mouseClick(key("123"));
            compare(kiosk.turned, 1);
        }
        function test_the_same_key_within_700_ms_is_a_tremor_and_another_is_not(): void {
            mouseClick(key("A"));
            hands.pass_(0.3);
            mouseClick(key("A"));
            mouseClick(key("B"));
            compare(typed.count, 2);
            hands.pass_(0.8);
            mouseClick(key("B"));
            compare(typed.count, 3);
        }
        function test_arrows_go_from_key_to_key_and_stop_at_the_edges(): void {
            const every = keys();
            every[0].forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Left);
            verify(every[0].activeFocus);
            keyClick(Qt.Key_Right);
            keyClick(Qt.Key_Down);
            verify(every[11].activeFocus);
            keyClick(Qt.Key_Space);
            compare(typed.signalArguments[0][0], "L");
        }
        function test_keys_stand_as_far_apart_as_fingers_need_where_there_is_room(): void {
            compare(board.keyGap, Theme.keyGap);
            board.width = 1800;
            board.most = 440;
            compare(board.keyGap, Theme.gap);
            for (const each of keys())
                verify(each.width >= Theme.target, each.text);
        }
        function test_a_high_screen_has_rows_of_six(): void {
            board.width = 980;
            board.isHigh = true;
            compare(board.columns, 6);
            compare(board.rows, 5);
        }
    }
}
