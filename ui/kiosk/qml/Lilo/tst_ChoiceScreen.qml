import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// A few large things to choose from.
Item {
    id: stage

    width: 1280
    height: 800

    QtObject {
        id: kiosk

        readonly property QtObject listening: QtObject {
            property bool can_answer: false
            property bool is_asking: false
            property string button: ""
        }
        readonly property QtObject choices: QtObject {
            property string title: "Which colours do you like?"
            property string line: ""
            property string back: "Back"
            property var choices: []
        }
        readonly property var words: ({ talk: { home: "Home" } })
        property var chosen: []

        function choose_option(index: int): void { chosen = [...chosen, index] }
        function go_back(): void { chosen = [...chosen, "back"] }
        function go_home(): void { chosen = [...chosen, "home"] }
    }
    ChoiceScreen {
        id: screen

        width: 1280
        height: 800
        kiosk: kiosk
        body: Qt.rect(48, 120, width - 96, height - 330)
        foot: Qt.rect(48, height - 170, 800, 130)
    }

    TestCase {
        name: "ChoiceScreen"
        when: windowShown

        function initTestCase(): void { Taps.judge = hands }
        function init(): void {
            hands.pass_(10);
            screen.width = 1280;
            screen.height = 800;
            kiosk.choices.back = "Back";
            kiosk.choices.choices = ["Light", "Dark", "Strong"].map((text, index) => ({
                text, spoken: index === 0 ? "Light. Chosen." : text, icon: "light",
                is_chosen: index === 0, is_possible: index < 2,
                is_one_of: true
            }));
            kiosk.chosen = [];
            waitForPolish(stage.Window.window);
        }
        function choice(index: int): Item { return findChild(screen, `choice${index}`) }

        function test_choices_stand_side_by_side_and_are_equally_large(): void {
            for (const index of [1, 2]) {
                compare(choice(index).y, choice(0).y);
                compare(choice(index).height, choice(0).height);
                verify(choice(index).x - choice(index - 1).x - choice(0).width >= Theme.gap - 1);
            }
        }
        function test_on_a_high_screen_they_stand_one_under_the_other(): void {
            screen.width = 800;
            screen.height = 1280;
            for (const index of [1, 2]) {
                compare(choice(index).x, choice(0).x);
                verify(choice(index).y - choice(index - 1).y >= choice(0).height + Theme.gap - 1);
            }
            verify(choice(0).height >= Theme.target);
        }
        function test_a_touch_chooses(): void {
            mouseClick(choice(1));
            compare(kiosk.chosen, [1]);
        }
        function test_what_is_chosen_is_seen_and_told(): void {
            verify(choice(0).isChosen);
            compare(choice(0).Accessible.name, "Light. Chosen.");
            compare(choice(0).fill, Theme.colours.chosen);
        }
        function test_what_cannot_be_chosen_is_asleep(): void {
            mouseClick(choice(2));
            compare(kiosk.chosen, []);
        }
        function test_the_way_back_is_there_where_there_is_one(): void {
            verify(findChild(screen, "backButton").visible);
            kiosk.choices.back = "";
            verify(!findChild(screen, "backButton").visible);
            mouseClick(findChild(screen, "homeButton"));
            compare(kiosk.chosen, ["home"]);
        }
    }
}
