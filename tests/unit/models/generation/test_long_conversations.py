"""More than a thousand replies from what ships, over all agents and feelings, turn after turn."""

import random
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from app.conversation.agents import AGENTS, FRESH_TURNS
from app.conversation.feelings import Feeling
from app.conversation.history import Message, Speaker
from app.conversation.intents import Intent, Understood
from app.conversation.reply import Draft
from app.conversation.situation import Situation, Surroundings
from app.conversation.wording import Wording, load_wording
from app.identity import Resident
from app.ids import DocumentId, MessageId, ResidentId, TurnId, new_uuid
from app.recall import Passage, Recollection, Snippet, StreamName, load_articles
from app.safety import (
    OutgoingScreen,
    ScreenedSentence,
    Screener,
    load_outgoing_screen,
    load_rule_book,
)
from app.schedule import ItemKind, ScheduledItem
from app.utterance import utterance_from
from models.generation.curated.composer import MOST_SENTENCES, compose
from models.generation.curated.library import AgentLines
from tests.fakes.clock import NOON

PEGGY = Resident(ResidentId(UUID(int=1)), "Margaret", "Ellis", "Peggy", "12", "Garden")
TEA = ScheduledItem(
    UUID(int=2), PEGGY.id, "Tea", "tea in the garden room", time(16), frozenset(range(7)),
    ItemKind.VISIT, "your daughter Carol",
)  # fmt: skip


class House:
    """Everything that ships, with one resident who has stories, a plan and visitors."""

    def __init__(self, resources: Path, library: Mapping[str, AgentLines]) -> None:
        self.library = library
        self.wording: Wording = load_wording(
            resources / "i18n" / "en", resources / "replies" / "lines.yaml"
        )
        self.outgoing: OutgoingScreen = load_outgoing_screen(resources / "crisis" / "outgoing.yaml")
        screener = Screener(load_rule_book(resources / "crisis" / "rules.yaml"))
        self.screened = screener.screen(utterance_from("It was a long day"))
        demo = yaml.safe_load((resources / "demo" / "facility.yaml").read_text("utf-8"))
        self.stories = [_story(row) for who in demo["residents"] for row in who["life_story"]]
        self.articles = load_articles(resources / "knowledge")

    def reply(
        self, turn: int, intent: Intent, feeling: Feeling, recent: Sequence[Message]
    ) -> list[Draft]:
        chance = random.Random(turn)
        stories = [
            Snippet(p, 0.1, chance.uniform(0.0, 0.9)) for p in chance.sample(self.stories, 2)
        ]
        articles = [Snippet(chance.choice(self.articles), 0.1, chance.uniform(0.0, 0.9))]
        now = NOON + timedelta(hours=turn % 24)
        situation = Situation(
            TurnId(UUID(int=turn)),
            PEGGY,
            self.screened,
            Understood(intent, (), 0.8),
            feeling,
            Recollection((*stories, *articles)),
            Surroundings("Willow House", now, "Dana", (TEA,)),
            recent,
            alerted=turn % 2 == 0,
        )
        agent = AGENTS[intent]
        plan = agent.plan(situation, self.wording)
        return compose(plan.request, self.library[agent.name])


def _story(row: Mapping[str, Any]) -> Passage:
    return Passage(
        DocumentId(new_uuid()),
        StreamName.LIFE_STORY,
        PEGGY.id,
        row["title"],
        row["text"],
        tuple(row["retelling"]),
        people=tuple(row["people"]),
        places=tuple(row["places"]),
    )


@pytest.fixture(scope="module")
def house(resources: Path, library: Mapping[str, AgentLines]) -> House:
    return House(resources, library)


def message(drafts: Sequence[Draft]) -> Message:
    return Message(
        MessageId(new_uuid()),
        TurnId(new_uuid()),
        PEGGY.id,
        Speaker.LILO,
        " ".join(draft.text for draft in drafts),
        NOON,
        tuple(fragment for draft in drafts for fragment in draft.fragments),
    )


def conversation(
    house: House, turns: Sequence[tuple[Intent, Feeling]], start: int
) -> Iterator[list[Draft]]:
    recent: deque[Message] = deque(maxlen=2 * FRESH_TURNS)
    for turn, (intent, feeling) in enumerate(turns, start):
        drafts = house.reply(turn, intent, feeling, tuple(recent))
        recent.append(message(drafts))
        yield drafts


def mixed(seed: int, length: int) -> list[tuple[Intent, Feeling]]:
    chance = random.Random(seed)
    return [(chance.choice(list(Intent)), chance.choice(list(Feeling))) for _ in range(length)]


ONE_KIND = [[(intent, feeling)] * 6 for intent in Intent for feeling in Feeling]
MIXED = [mixed(seed, 60) for seed in range(10)]


@pytest.fixture(scope="module")
def conversations(house: House) -> list[list[list[Draft]]]:
    return [
        list(conversation(house, turns, start=number * 1_000))
        for number, turns in enumerate([*ONE_KIND, *MIXED], 1)
    ]


@pytest.fixture(scope="module")
def replies(conversations: list[list[list[Draft]]]) -> list[list[str]]:
    return [[draft.text for draft in drafts] for whole in conversations for drafts in whole]


def test_there_are_more_than_a_thousand_replies_of_one_to_three_sentences(
    replies: list[list[str]],
) -> None:
    assert len(replies) == 10 * 9 * 6 + 600
    assert [reply for reply in replies if not 1 <= len(reply) <= MOST_SENTENCES] == []


def test_a_reply_asks_at_most_one_question(replies: list[list[str]]) -> None:
    assert [reply for reply in replies if " ".join(reply).count("?") > 1] == []


def test_no_slot_is_left_unfilled(replies: list[list[str]]) -> None:
    assert [reply for reply in replies if re.search(r"[{}]", " ".join(reply))] == []


def test_the_name_is_said_at_most_once_in_a_reply(replies: list[list[str]]) -> None:
    times = [" ".join(reply).count("Peggy") for reply in replies]
    assert max(times) == 1


def test_every_sentence_is_written_as_one(replies: list[list[str]]) -> None:
    odd = [
        sentence
        for reply in replies
        for sentence in reply
        if not re.fullmatch(r"[A-Z“‘].*[.?!”]", sentence) or len(sentence) < 8
    ]
    assert odd == []


def test_no_wording_comes_twice_within_ten_turns(
    conversations: list[list[list[Draft]]],
) -> None:
    for whole in conversations:
        lately: deque[frozenset[str]] = deque(maxlen=FRESH_TURNS - 1)
        for drafts in whole:
            now = frozenset(draft.text for draft in drafts)
            assert len(now) == len(drafts)
            assert not now & frozenset().union(*lately)
            lately.append(now)


def test_every_sentence_passes_the_gate(
    house: House, conversations: list[list[list[Draft]]]
) -> None:
    withheld = [
        draft.text
        for whole in conversations
        for drafts in whole
        for draft in drafts
        if not isinstance(
            house.outgoing.screen(
                draft.text,
                names_of_others=["Walter Pell"],
                from_approved_knowledge=draft.quoted,
            ),
            ScreenedSentence,
        )
    ]
    assert withheld == []
