import QtQuick
import QtTest
import Lilo
import Lilo.Theme

// Long words page by page: every line is whole on one of the pages, and none is cut on any.
Item {
    id: stage

    width: 700
    height: 400

    ReadingPane {
        id: pane

        width: 600
        height: 330

        Column {
            id: column

            width: pane.width
            spacing: 10

            Repeater {
                id: lines

                model: 0

                LiloText {
                    required property int index

                    width: column.width
                    font.pixelSize: index === 0 ? Theme.small : Theme.reply
                    text: "Your father’s bakery was on Mill Street, with the blue door. ".repeat(index % 3 + 1)
                }
            }
        }
    }

    TestCase {
        name: "ReadingPane"
        when: windowShown

        function initTestCase(): void { Theme.hasMotion = false }
        function init(): void { show(0) }

        function show(count: int): void {
            lines.model = count;
            pane.toStart();
            waitForPolish(stage.Window.window);
            wait(0);
        }
        // Lines that can be read now, and whether one is cut.
        function page(): var {
            const top = pane.contentTop, foot = top + pane.height;
            const from = top + pane.topCover, to = foot - pane.footCover;
            const seen = pane.lines().filter(line => line[1] > from + 2 && line[0] < to - 2);
            return { seen, cut: seen.filter(line => line[0] < from - 2 || line[1] > to + 2) };
        }
        function test_little_is_shown_whole(): void {
            show(1);
            verify(!pane.canPage && !pane.hasMore);
            compare(pane.footCover, 0);
        }
        function test_every_line_is_whole_on_some_page_data(): var {
            return [{ tag: "few", count: 4 }, { tag: "many", count: 9 }];
        }
        function test_every_line_is_whole_on_some_page(row: var): void {
            show(row.count);
            verify(pane.hasMore);
            const read = new Set();
            for (let turns = 0; turns < 60; turns++) {
                const now = page();
                compare(now.cut.length, 0, `page ${turns}`);
                now.seen.forEach(line => read.add(Math.round(line[0])));
                if (!pane.hasMore)
                    break;
                pane.onward();
                wait(0);
            }
            verify(!pane.hasMore);
            compare(read.size, pane.lines().length);
        }
        function test_after_the_last_page_comes_the_first(): void {
            show(4);
            while (pane.hasMore)
                pane.turn();
            pane.turn();
            compare(pane.contentTop, 0);
        }
        function test_what_is_being_said_is_brought_into_sight(): void {
            show(6);
            pane.bringTo(lines.itemAt(5));
            wait(0);
            const top = lines.itemAt(5).mapToItem(pane, 0, 0).y;
            verify(top >= -2 && top < pane.height, top);
        }
    }
}
