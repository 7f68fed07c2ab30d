import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// The breath to follow: still until it is asked for, and still again when it is left.
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
        readonly property var words: ({
            calm: {
                title: "A quiet moment", line: "A slow breath.", start: "Breathe with me",
                stop: "Stop", breathe_in: "Breathe in", breathe_out: "Breathe out",
                while_running: "Feel your feet."
            },
            talk: { home: "Home" }
        })
        property int homes: 0

        function go_home(): void { homes += 1 }
    }
    CalmScreen {
        id: screen

        anchors.fill: parent
        kiosk: kiosk
        body: Qt.rect(48, 120, 1184, 470)
        foot: Qt.rect(48, 630, 800, 130)
    }

    TestCase {
        name: "CalmScreen"
        when: windowShown

        function initTestCase(): void { Taps.judge = hands }
        function init(): void {
            hands.pass_(10);
            screen.isRunning = false;
            screen.visible = true;
            Theme.hasMotion = false;
        }
        function said(): string { return findChild(screen, "calmSaid").text }
        function breath(): real { return findChild(screen, "breath").width }

        function test_nothing_moves_until_it_is_asked_for(): void {
            compare(said(), "A quiet moment");
            const before = breath();
            screen.second = 3;
            compare(breath(), before);
            screen.second = 0;
        }
        function test_a_touch_begins_and_a_touch_ends_it(): void {
            const start = findChild(screen, "breatheButton");
            mouseClick(start);
            verify(screen.isRunning);
            compare([said(), start.text], ["Breathe in", "Stop"]);
            hands.pass_(1);
            mouseClick(start);
            verify(!screen.isRunning);
            compare(said(), "A quiet moment");
        }
        function test_in_for_four_seconds_and_out_for_six(): void {
            screen.isRunning = true;
            const told = [];
            for (let second = 0; second < 10; second++) {
                screen.second = second;
                told.push(said());
            }
            compare(told.filter(words => words === "Breathe in").length, 4);
            compare(told.filter(words => words === "Breathe out").length, 6);
        }
        function test_the_circle_grows_with_the_breath_and_jumps_where_nothing_may_move(): void {
            screen.isRunning = true;
            const full = breath();
            screen.second = 4;
            verify(breath() < full / 2);
        }
        function test_whoever_leaves_finds_it_still_when_they_come_back(): void {
            screen.isRunning = true;
            screen.visible = false;
            screen.visible = true;
            verify(!screen.isRunning);
        }
        function test_the_way_home_is_there_while_it_runs(): void {
            screen.isRunning = true;
            mouseClick(findChild(screen, "homeButton"));
            compare(kiosk.homes, 1);
        }
    }
}
