"""`lilo story` on a facility, with a staff member's passphrase."""

import json
from pathlib import Path

from PIL import Image
from typer.testing import CliRunner

from app.main import cli

OPTIONS = ("--resident", "Margaret Ellis", "--by", "dana", "--facility")


def test_a_folder_from_a_family_is_taken_in_listed_and_removed(
    facility: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "handed-in"
    folder.mkdir()
    table = "title,text,when,photos\nThe pony,We had a pony.,summer 1951,pony.jpg;gone.jpg\n"
    (folder / "stories.csv").write_text(table, "utf-8")
    Image.new("RGB", (40, 30)).save(folder / "pony.jpg")

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(
            cli, [*arguments, *OPTIONS, str(facility)], input="willow house demo\n"
        )
        assert done.exit_code == code, (done.output, done.exception)
        return done.output

    told = run("story", "import", str(folder), code=1)
    assert "Kept: 1 stories, 1 photographs." in told
    assert "gone.jpg" in told
    stories = json.loads(run("story", "list", "--json").strip().splitlines()[-1])["stories"]
    (pony,) = (story for story in stories if story["title"] == "The pony")
    assert (pony["when"], pony["photos"]) == ("summer 1951", 1)
    assert "removed" in run("story", "remove", pony["id"])
    assert "The pony" not in run("story", "list")
    assert "no id of a story" in str(
        CliRunner()
        .invoke(cli, ["story", "remove", "x", *OPTIONS, str(facility)], input="willow house demo\n")
        .exception
    )
