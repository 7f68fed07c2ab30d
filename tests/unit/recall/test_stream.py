"""One stream on a real database: keywords and small vectors, fused, within its scope."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from structlog.testing import capture_logs

from app.embedding import Vector, Vectors
from app.identity import Resident
from app.ids import ResidentId, new_uuid
from app.recall import (
    IndexShelf,
    Mode,
    Passage,
    Query,
    Recaller,
    Searching,
    Sensitivity,
    Snippet,
    Span,
    Stream,
    StreamName,
    Synonyms,
    Trust,
    VectorIndex,
    Way,
)
from app.runtime import ThreadLane
from app.story import Telling, chosen
from models.index import FaissFlatIndex
from storage import Database, StorageError

AXES = np.eye(6, dtype=np.float32)
FINGERPRINT = "six-axes"
TRUST = Trust(bm25=0.01, most=0.4, synonyms=0.5)
Make = Callable[..., Passage]
Ask = Callable[..., Query]


class Found:
    """A stream whose snippets alone are looked at."""

    def __init__(self, stream: Stream, shelf: IndexShelf) -> None:
        self.whole = stream
        self.use_vectors_of = shelf.use_vectors_of

    async def ask(self, query: Query) -> tuple[Snippet, ...]:
        return (await self.whole.ask(query)).snippets


def stream(
    name: StreamName,
    database: Database,
    lane: ThreadLane,
    make_index: Callable[[Vectors], VectorIndex] = FaissFlatIndex,
    fingerprint: str = FINGERPRINT,
    synonyms: Synonyms | None = None,
) -> Found:
    shelf = IndexShelf(database.reading, lane, lane, make_index)
    shelf.use_vectors_of(fingerprint)
    searching = Searching(
        database.reading, lane, lane, shelf, synonyms or Synonyms(), patience_s=30.0
    )
    return Found(Stream(name, searching, TRUST), shelf)


def keep(database: Database, passages: Sequence[Passage], vectors: Vectors | None = None) -> None:
    with database.unit() as unit:
        unit.passages.add(passages)
        if vectors is not None:
            unit.passages.save_vectors([p.id for p in passages], vectors, FINGERPRINT)


async def test_words_find_a_passage_without_any_vectors(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    flu, cats = knowledge("Flu", "The flu vaccine comes in autumn."), knowledge("Cats", "Cats sit.")
    keep(database, [flu, cats])
    (found,) = await stream(StreamName.KNOWLEDGE, database, lane).ask(asked("flu vaccine?"))
    assert (found.passage, found.cosine) == (flu, None)
    assert 0.0 < found.score < TRUST.most
    assert found.source == "knowledge: Flu"


async def test_vectors_find_a_passage_that_shares_no_word(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    flu, cats = knowledge("Flu", "The flu vaccine."), knowledge("Cats", "Cats sit.")
    keep(database, [flu, cats], AXES[:2])
    near_cats = (AXES[1] * 0.8 + AXES[0] * 0.6).astype(np.float32)
    found = await stream(StreamName.KNOWLEDGE, database, lane).ask(asked("kittens", near_cats))
    assert [s.passage for s in found] == [cats, flu]
    assert [s.cosine for s in found] == [pytest.approx(0.8), pytest.approx(0.6)]


async def test_what_words_and_vectors_agree_on_comes_first(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    words_only = knowledge("Tea", "Tea tea tea.")
    both = knowledge("Coffee", "Coffee or tea, with milk and sugar and a biscuit beside it.")
    vector_only = knowledge("Cocoa", "Cocoa at night.")
    keep(database, [words_only])  # not embedded yet
    keep(database, [both, vector_only], AXES[[1, 0]])
    keep(database, [knowledge("Other", f"Nothing like it {n}.") for n in range(20)])
    vector = (AXES[0] * 0.7072 + AXES[1] * 0.7070).astype(np.float32)
    found = await stream(StreamName.KNOWLEDGE, database, lane).ask(asked("tea", vector))
    assert found[0].passage == both
    assert 0.7072 < found[0].score < 0.7070 + TRUST.most


async def test_no_more_than_asked_for_comes_back(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    keep(database, [knowledge(f"Tea {n}", "Tea.") for n in range(5)])
    tea = stream(StreamName.KNOWLEDGE, database, lane)
    assert len(await tea.ask(asked("tea", limit=2))) == 2
    assert len(await tea.ask(asked("tea"))) == 3


async def test_a_life_story_is_seen_by_its_owner_alone(
    database: Database, lane: ThreadLane, story: Make, asked: Ask, resident: Resident
) -> None:
    other = Resident(ResidentId(new_uuid()), "Walter", "Pell", "Walter", "14", "Garden")
    with database.unit() as unit:
        unit.residents.add(other)
    mine = story("The bakery", "The blue door.")
    theirs = story("The ship", "The blue funnel.", owner=other.id)
    keep(database, [mine, theirs], AXES[[0, 0]])
    stories = stream(StreamName.LIFE_STORY, database, lane)
    found = await stories.ask(asked("blue", AXES[0]))
    assert [s.passage for s in found] == [mine]
    found = await stories.ask(Query("blue", AXES[0], other.id))
    assert [s.passage for s in found] == [theirs]
    knowledge = stream(StreamName.KNOWLEDGE, database, lane)
    assert await knowledge.ask(asked("blue", AXES[0])) == ()


async def test_what_must_never_be_raised_is_not_even_when_asked_for(
    database: Database, lane: ThreadLane, story: Make, asked: Ask
) -> None:
    keep(database, [story("The war", "The war.", sensitivity=Sensitivity.NEVER_RAISE)], AXES[:1])
    stories = stream(StreamName.LIFE_STORY, database, lane)
    assert await stories.ask(asked("the war", AXES[0])) == ()


@pytest.mark.parametrize(("cosine", "comes"), [(1.0, True), (0.3, False), (None, False)])
async def test_a_sad_story_comes_only_when_it_is_what_they_speak_of(
    database: Database,
    lane: ThreadLane,
    story: Make,
    asked: Ask,
    cosine: float | None,
    *,
    comes: bool,
) -> None:
    sad = story("My brother", "He drowned.", sensitivity=Sensitivity.CAREFUL)
    keep(database, [sad], AXES[:1])
    vector = None
    if cosine is not None:
        vector = (AXES[0] * cosine + AXES[1] * (1 - cosine**2) ** 0.5).astype(np.float32)
    found = await stream(StreamName.LIFE_STORY, database, lane).ask(asked("brother", vector))
    assert [s.passage for s in found] == ([sad] if comes else [])


async def test_what_must_not_come_up_takes_nobodys_place(
    database: Database, lane: ThreadLane, story: Make, asked: Ask
) -> None:
    hidden = [
        story(f"War {n}", "Sea sea sea.", sensitivity=Sensitivity.NEVER_RAISE) for n in range(3)
    ]
    shown = story("The harbour", "A day by the sea with sandwiches and a flask of tea.")
    keep(database, [*hidden, shown])
    found = await stream(StreamName.LIFE_STORY, database, lane).ask(asked("sea", limit=1))
    assert [s.passage for s in found] == [shown]


async def test_vectors_of_another_model_are_never_compared(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    keep(database, [knowledge("Cats", "Cats sit.")], AXES[:1])
    cats = stream(StreamName.KNOWLEDGE, database, lane)
    cats.use_vectors_of("another-model")
    assert await cats.ask(asked("kittens", AXES[0])) == ()


async def test_new_vectors_are_searched_once_they_are_announced(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    cats = stream(StreamName.KNOWLEDGE, database, lane)
    assert await cats.ask(asked("kittens", AXES[0])) == ()
    keep(database, [knowledge("Cats", "Cats sit.")], AXES[:1])
    cats.use_vectors_of(FINGERPRINT)
    assert len(await cats.ask(asked("kittens", AXES[0]))) == 1


async def test_an_index_is_built_once_for_all_questions(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    built: list[int] = []

    def counting(vectors: Vectors) -> VectorIndex:
        built.append(len(vectors))
        return FaissFlatIndex(vectors)

    keep(database, [knowledge("Cats", "Cats sit.")], AXES[:1])
    cats = stream(StreamName.KNOWLEDGE, database, lane, counting)
    first = await cats.ask(asked("kittens", AXES[0]))
    assert await cats.ask(asked("kittens", AXES[0])) == first
    assert built == [1]


async def test_before_a_model_is_announced_words_search_alone(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    keep(database, [knowledge("Cats", "Cats sit.")], AXES[:1])
    quiet = stream(StreamName.KNOWLEDGE, database, lane, fingerprint="")
    assert await quiet.ask(asked("kittens", AXES[0])) == ()
    assert len(await quiet.ask(asked("cats", AXES[0]))) == 1


async def test_a_failing_index_leaves_the_words(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    class Broken:
        def __init__(self, vectors: Vectors) -> None:
            self.count = len(vectors)

        def search(self, vector: Vector, limit: int) -> Sequence[tuple[int, float]]:
            raise RuntimeError("the index is broken")

        def cosines(self, vector: Vector, rows: Sequence[int]) -> Vector:
            raise RuntimeError("the index is broken")

        def grown(self, vectors: Vectors) -> None:
            raise RuntimeError("the index is broken")

    cats = knowledge("Cats", "Cats sit.")
    keep(database, [cats], AXES[:1])
    broken = stream(StreamName.KNOWLEDGE, database, lane, Broken)
    with capture_logs() as logs:
        found = await broken.ask(asked("cats", AXES[0]))
    assert [s.passage for s in found] == [cats]
    assert [(e["event"], e["stream"]) for e in logs] == [("vector_search_failed", "knowledge")]


@pytest.mark.parametrize("text", ["", "🙂", '"', "AND OR NOT", "a* (b) NEAR/2", "'; DROP TABLE x"])
async def test_nothing_a_resident_says_is_search_syntax(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask, text: str
) -> None:
    keep(database, [knowledge("Cats", "Cats sit.")])
    assert await stream(StreamName.KNOWLEDGE, database, lane).ask(asked(text)) == ()


async def test_a_failing_database_is_said(database: Database, lane: ThreadLane, asked: Ask) -> None:
    database.close()
    with pytest.raises(StorageError):
        await stream(StreamName.KNOWLEDGE, database, lane).ask(asked("cats"))


async def test_a_stream_says_how_it_came_to_its_answer(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    keep(database, [knowledge("Cats", "Cats sit.")], AXES[:1])
    cats = stream(StreamName.KNOWLEDGE, database, lane).whole
    assert (await cats.ask(asked("cats", AXES[0]))).way is Way.HYBRID
    assert (await cats.ask(asked("cats"))).way is Way.KEYWORD
    assert (await cats.ask(asked("dogs"))).way is Way.NOTHING


async def test_one_side_alone_can_be_asked_for_measuring(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    by_word, by_vector = knowledge("Cats", "Cats sit."), knowledge("Pets", "They purr.")
    keep(database, [by_word, by_vector], AXES[[1, 0]])
    whole = stream(StreamName.KNOWLEDGE, database, lane).whole
    words = await whole.ask(replace(asked("cats", AXES[0]), mode=Mode.KEYWORD))
    vectors = await whole.ask(replace(asked("cats", AXES[0], 1), mode=Mode.VECTOR))
    assert [s.passage for s in words.snippets] == [by_word]
    assert [(s.passage, s.score) for s in vectors.snippets] == [(by_vector, pytest.approx(1.0))]


async def test_what_words_found_gets_its_cosine_though_it_is_not_near(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    crowd = [knowledge(f"Crowd {n}", "Nothing.") for n in range(150)]
    far = knowledge("Far", "A pangolin.")
    keep(database, [*crowd, far], AXES[[0] * 150 + [1]])
    query = asked("pangolin", AXES[0], limit=200)
    found = await stream(StreamName.KNOWLEDGE, database, lane).ask(query)
    assert {s.passage: s.cosine for s in found}[far] == pytest.approx(0.0)


async def test_another_word_for_the_same_thing_finds_it_and_counts_less(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    vaccine, jab = knowledge("One", "The vaccine is due."), knowledge("Two", "The jab is due.")
    keep(database, [vaccine, jab, *(knowledge(f"No {n}", "Nothing.") for n in range(20))])
    known = Synonyms([["jab", "vaccine", "flu shot"]])
    found = await stream(StreamName.KNOWLEDGE, database, lane, synonyms=known).ask(asked("jabs?"))
    assert [s.passage for s in found] == [jab, vaccine]
    assert found[1].score == pytest.approx(found[0].score / 2, rel=0.01)


def dated(make: Make, text: str, at: datetime) -> Passage:
    return make("Talk", text, facts={"at": at.isoformat()})


async def test_what_is_of_the_time_asked_for_comes_alone(
    database: Database, lane: ThreadLane, story: Make, asked: Ask
) -> None:
    tuesday = datetime(2026, 11, 3, 10, tzinfo=UTC)
    old = dated(story, "The garden was lovely, the garden!", tuesday - timedelta(days=30))
    new = dated(story, "Rain on the garden.", tuesday)
    keep(database, [old, new], AXES[[0, 1]])
    stories = stream(StreamName.LIFE_STORY, database, lane).whole
    span = Span(tuesday - timedelta(hours=10), tuesday + timedelta(hours=14))
    answer = await stories.ask(replace(asked("garden", AXES[0]), span=span))
    assert ([s.passage for s in answer.snippets], answer.way) == ([new], Way.HYBRID)
    never = Span(tuesday - timedelta(days=400), tuesday - timedelta(days=399))
    answer = await stories.ask(replace(asked("garden", AXES[0]), span=never))
    assert answer.snippets[0].passage == old
    assert answer.way is Way.BROADENED


@pytest.mark.parametrize(
    ("told", "years", "comes"),
    [
        ("summer 1957", range(1950, 1960), True),
        ("1970s", range(1975, 1976), True),
        ("summer 1957", range(1960, 1970), False),
        ("long ago", range(1960, 1970), False),
    ],
)
async def test_years_choose_among_life_stories(
    database: Database,
    lane: ThreadLane,
    story: Make,
    asked: Ask,
    told: str,
    years: range,
    *,
    comes: bool,
) -> None:
    keep(database, [story("Rolls", "Bread rolls.", facts={"time": told})], AXES[:1])
    stories = stream(StreamName.LIFE_STORY, database, lane).whole
    answer = await stories.ask(replace(asked("rolls", AXES[0]), years=years))
    assert answer.way is (Way.HYBRID if comes else Way.BROADENED)


async def test_without_vectors_the_beginning_of_a_word_is_the_last_resort(
    database: Database, lane: ThreadLane, knowledge: Make, asked: Ask
) -> None:
    cats = knowledge("Pangolins", "They roll up.")
    keep(database, [cats])
    found = await stream(StreamName.KNOWLEDGE, database, lane).ask(asked("pangol"))
    assert [s.passage for s in found] == [cats]


async def test_a_fourth_story_is_found_when_three_were_told(
    database: Database, lane: ThreadLane, story: Make, asked: Ask
) -> None:
    stories = [story(f"Boat {n}", f"A boat on the river, number {n}.") for n in range(4)]
    near = np.stack([AXES[0] * (1.0 - n / 100) for n in range(4)])
    keep(database, stories, near.astype(np.float32))
    boats = stream(StreamName.LIFE_STORY, database, lane).whole
    recalled = await Recaller([boats], deadline_s=30.0).recall(asked("the boat", AXES[0]))
    now = datetime(2026, 11, 20, tzinfo=UTC)
    told = [Telling(one.id, now - timedelta(days=1)) for one in stories[:3]]
    untold = chosen([replace(s, cosine=0.4) for s in recalled.snippets], told, now)
    assert untold is not None
    assert untold.passage.id == stories[3].id
