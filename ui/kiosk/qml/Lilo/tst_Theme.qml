import QtQuick
import QtTest
import Lilo.Theme

// Sizes, colours and motion: what every other component is made of.
TestCase {
    name: "Theme"

    function cleanup(): void {
        Theme.scale = 1;
        Theme.unit = 1;
        Theme.target = 116;
        Theme.isTight = false;
        Theme.hasMotion = true;
        Theme.look = "light";
    }
    function test_no_text_is_smaller_than_28_px_data(): var {
        return [{ unit: 1 }, { unit: 0.8 }, { unit: 1.3 }];
    }
    function test_no_text_is_smaller_than_28_px(row: var): void {
        Theme.unit = row.unit;
        for (const tight of [false, true]) {
            Theme.isTight = tight;
            for (const size of [Theme.clock, Theme.greeting, Theme.grave, Theme.question, Theme.reply,
                Theme.field, Theme.title, Theme.button, Theme.said, Theme.date, Theme.status,
                Theme.small, Theme.leastText])
                verify(size >= 28, size);
        }
    }
    function test_small_text_doubles_and_large_text_grows_by_less(): void {
        Theme.scale = 2;
        compare(Theme.leastText, 56);
        compare(Theme.small, 60);
        verify(Theme.clock > 64 && Theme.clock < 128, Theme.clock);
        verify(Theme.clock > Theme.reply && Theme.reply > Theme.date, "the order stays");
    }
    function test_fingers_need_four_millimetres_between_and_labels_two_lines_data(): var {
        return [{ target: 116 }, { target: 150 }, { target: 200 }];
    }
    function test_fingers_need_four_millimetres_between_and_labels_two_lines(row: var): void {
        Theme.target = row.target;
        verify(Theme.gap >= row.target / 5);
        verify(Theme.gapToCall >= Theme.gap);
        verify(Theme.reach >= row.target);
        verify(Theme.reach >= 2 * Theme.button * 1.2);
        verify(Theme.leastKey >= row.target / 2);
    }
    function test_nothing_moves_where_that_is_not_wanted(): void {
        verify(Theme.swift > 0 && Theme.swift < 200);
        Theme.hasMotion = false;
        compare(Theme.swift, 0);
    }
    function test_a_look_that_is_not_known_is_the_light_one(): void {
        Theme.look = "plaid";
        compare(Theme.colours, Theme.light);
    }

    function luminance(colour: color): real {
        const linear = part => part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
        return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
    }
    function ratio(one: color, other: color): real {
        const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    }
    function test_words_have_seven_to_one_also_on_what_is_asleep_data(): var {
        return ["light", "dark", "contrast", "night"].map(look => ({ tag: look, look }));
    }
    function test_words_have_seven_to_one_also_on_what_is_asleep(row: var): void {
        Theme.look = row.look;
        const c = Theme.colours;
        const pairs = [[c.ink, c.paper], [c.ink, c.card], [c.ink, c.chosen], [c.ink, c.amber],
            [c.ink, c.leafGround], [c.secondary, c.paper], [c.secondary, c.card],
            [c.secondary, c.chosen], [c.onPrimary, c.primary], [c.onCall, c.call]];
        for (const [words, ground] of pairs)
            verify(ratio(words, ground) >= 7, `${words} on ${ground}: ${ratio(words, ground)}`);
    }
}
