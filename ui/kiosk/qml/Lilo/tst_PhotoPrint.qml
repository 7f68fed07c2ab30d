import QtQuick
import QtTest
import Lilo

// A photograph as a print: whole, upright in its place, and never larger than that.
Item {
    width: 800
    height: 600

    PhotoPrint {
        id: photo

        mostAcross: 600
        mostDown: 420
        source: ""
        spoken: "Photograph: The bakery"
    }

    TestCase {
        name: "PhotoPrint"
        when: windowShown

        function test_an_empty_print_keeps_the_place_until_the_photograph_comes(): void {
            photo.source = "";
            verify(!photo.isShown);
            compare([photo.width, photo.height], [560, 420]);
        }
        function test_a_photograph_keeps_its_shape_data(): var {
            return [
                { tag: "across", source: "wide", width: 600, height: 300 },
                { tag: "upright", source: "high", width: 210, height: 420 },
            ];
        }
        function test_a_photograph_keeps_its_shape(row: var): void {
            photo.source = `image://shapes/${row.source}`;
            tryVerify(() => photo.isShown);
            compare([photo.width, photo.height], [row.width, row.height]);
        }
        function test_it_is_told_as_a_picture(): void {
            compare(photo.Accessible.role, Accessible.Graphic);
            compare(photo.Accessible.name, "Photograph: The bakery");
        }
    }
}
