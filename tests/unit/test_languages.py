"""Every language says the same things: the same keys, the same slots, the same questions."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from app.accents import without_accents
from app.bundles import ActiveResources
from app.language_files import ENGLISH, LANGUAGES, LanguageFiles
from app.plain_yaml import read_yaml
from app.safety.crisis_scripts import Answer
from app.wiring.tongues import Tongue, wire_tongues
from ui.kiosk.day_wording import load_day_wording
from ui.kiosk.wording import load_wording

RESOURCES = Path(__file__).parents[2] / "resources"
OTHERS = [language for language in LANGUAGES if language != ENGLISH]

ENGLISH_ALONE = {"reasoning.yaml", "spoken.yaml"}
"""What is worked out by rules, and how numbers are said: another language does without."""

WORDS = sorted(
    path.name
    for path in (RESOURCES / "i18n" / ENGLISH).glob("*.yaml")
    if path.name not in ENGLISH_ALONE
)
READ_BY_STAFF = {"staff.yaml"}
"""May be missing in another language; where it is there it must be whole."""

FREE = {
    "check_in.yaml": {"lines"},
    "day.yaml": {"questions", "fillers", "called", "categories"},
    "family.yaml": {"relatives"},
    "starting.yaml": {"birthday"},
}
"""Parts in which a language may have more or fewer wordings than another."""


def _slots(line: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(line) if name is not None)


def _leaves(value: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{at}.{name}" if at else str(name))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, f"{at}[{place}]")
    else:
        yield at, value


def _shape(path: Path, free: set[str]) -> dict[str, frozenset[str]]:
    """Return the slots of every line by its place; of free parts their keys alone."""
    raw = read_yaml(path.read_text("utf-8"))
    shape: dict[str, frozenset[str]] = {}
    for at, value in _leaves(raw):
        if at.split(".")[0].split("[")[0] in free:
            shape[re.sub(r"\[\d+\]$", "", at)] = frozenset()
        else:
            shape[at] = _slots(value) if isinstance(value, str) else frozenset()
    return shape


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", WORDS)
def test_a_language_has_the_same_keys_and_slots(language: str, name: str) -> None:
    own = RESOURCES / "i18n" / language / name
    if name in READ_BY_STAFF and not own.is_file():
        return
    free = FREE.get(name, set())
    english = _shape(RESOURCES / "i18n" / ENGLISH / name, free)
    assert _shape(own, free) == english


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    "name", sorted(path.name for path in (RESOURCES / "replies").glob("*.yaml"))
)
def test_replies_have_the_same_parts(language: str, name: str) -> None:
    english = yaml.safe_load((RESOURCES / "replies" / name).read_text("utf-8"))
    own = yaml.safe_load((RESOURCES / "replies" / language / name).read_text("utf-8"))
    assert _keys(own) == _keys(english)
    known = {slot for _, line in _leaves(english) if isinstance(line, str) for slot in _slots(line)}
    used = {slot for _, line in _leaves(own) if isinstance(line, str) for slot in _slots(line)}
    # A slot that an agent never fills would keep its line from ever being said.
    assert used <= known


def _keys(value: Any) -> Any:
    return {name: _keys(one) for name, one in value.items()} if isinstance(value, dict) else None


@pytest.fixture(scope="module")
def tongues() -> dict[str, Tongue]:
    return dict(wire_tongues(ActiveResources(RESOURCES)))


def test_every_language_loads_whole(tongues: dict[str, Tongue]) -> None:
    assert set(tongues) == set(LANGUAGES)
    assert tongues[ENGLISH].missing == ()
    for language in OTHERS:
        assert tongues[language].missing == (), "English stands in for these"
        assert load_wording(language) != load_wording()
        assert load_day_wording(language) != load_day_wording()


@pytest.mark.parametrize("language", OTHERS)
def test_the_crisis_dialogue_asks_the_same(tongues: dict[str, Tongue], language: str) -> None:
    english, own = tongues[ENGLISH].scripts.scripts, tongues[language].scripts.scripts
    assert list(own) == list(english)
    for name, theirs in english.items():
        ours = own[name]
        assert ours.rules == theirs.rules
        assert [q.id for q in ours.questions] == [q.id for q in theirs.questions]
        for mine, other in zip(ours.questions, theirs.questions, strict=True):
            assert [_does(answer) for answer in mine.answers] == [
                _does(answer) for answer in other.answers
            ]


def _does(answer: Answer) -> tuple[object, ...]:
    return (answer.raises, answer.script, answer.next, answer.declines, answer.stays)


@pytest.mark.parametrize("language", OTHERS)
def test_what_lilo_says_it_is_has_the_same_profiles(
    tongues: dict[str, Tongue], language: str
) -> None:
    english, own = tongues[ENGLISH].disclosure, tongues[language].disclosure
    assert own.profiles.keys() == english.profiles.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_patterns_are_written_without_accents(language: str) -> None:
    for path in (RESOURCES / "intents" / language).glob("*.yaml"):
        if path.name != "cues.yaml" and path.name not in {"answers.yaml", "occasions.yaml"}:
            continue
        for at, line in _leaves(yaml.safe_load(path.read_text("utf-8"))):
            if isinstance(line, str):
                assert line == without_accents(line), f"{path.name}: {at}"


def test_where_a_file_is_missing_english_stands_in_whole(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "xx").mkdir()
    (tmp_path / "en" / "one.yaml").touch()
    (tmp_path / "en" / "two.yaml").touch()
    (tmp_path / "xx" / "two.yaml").touch()
    files = LanguageFiles("xx")
    assert files.words(tmp_path, "one.yaml") == tmp_path / "en" / "one.yaml"
    assert files.words(tmp_path, "two.yaml") == tmp_path / "xx" / "two.yaml"
    assert files.missing == ["en/one.yaml"]


def test_a_bundle_that_leaves_a_language_alone_does_not_take_it_away(tmp_path: Path) -> None:
    bundle, shipped = tmp_path / "bundle" / "replies", tmp_path / "shipped"
    (bundle).mkdir(parents=True)
    (shipped / "replies" / "xx").mkdir(parents=True)
    (bundle / "soothe.yaml").touch()
    (shipped / "replies" / "xx" / "soothe.yaml").touch()
    files = LanguageFiles("xx", shipped)
    assert files.beside(bundle, "soothe.yaml") == shipped / "replies" / "xx" / "soothe.yaml"
    assert files.missing == []
    assert LanguageFiles("xx").beside(bundle, "soothe.yaml") == bundle / "soothe.yaml"


@pytest.mark.parametrize(
    "path",
    sorted(RESOURCES.glob("i18n/*/*.yaml")),
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_key_stands_twice(path: Path) -> None:
    """YAML keeps the last one, and nobody sees that the first is not read."""
    waiting = [yaml.compose(path.read_text("utf-8"), yaml.SafeLoader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert len(keys) == len(set(keys)), sorted(k for k in keys if keys.count(k) > 1)
            waiting += [value for _, value in node.value]
