"""Working things out: rules always, and a language model where one is installed."""

from functools import partial

from app.conversation.by_rules import RuleAnswers
from app.conversation.working_out import WorkingOut
from app.ids import ResidentId, new_uuid
from app.language_files import ENGLISH
from app.reasoning import ModelReasoner, load_reasoning_words
from app.recall import Query, StreamName
from app.wiring.day import Day
from app.wiring.foundation import Foundation
from app.wiring.remembrance import Recollection
from app.wiring.replying import Replying
from resources import RESOURCES

_NOBODY = ResidentId(new_uuid())
"""Articles belong to nobody, so who asks does not matter."""


def wire_reasoning(
    on: Foundation,
    recall: Recollection,
    replying: Replying,
    day: Day,
) -> WorkingOut:
    """Build the tools, and let an installed language model use them.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    wording = on.tongues[ENGLISH].wording
    words = load_reasoning_words(
        RESOURCES / "i18n" / ENGLISH / "reasoning.yaml",
        wording.weekdays,
        wording.months,
        wording.ordinals,
    )
    forms = replying.tiers.forms
    return WorkingOut(
        words,
        RuleAnswers(words, wording, day.answers[ENGLISH]),
        ModelReasoner(forms, words.model) if forms is not None else None,
        "local" if replying.tiers.local is not None else "facility",
        replying.tiers.is_ready,
        partial(_searched, on, recall),
    )


async def _searched(on: Foundation, recall: Recollection, asked: str) -> str:
    """Return what the articles say of something."""
    vector = await on.runtime.inference.run(partial(recall.asking.embed, asked), deadline_s=2.0)
    query = Query(asked, vector, _NOBODY)
    found = await recall.recaller.recall(query, frozenset({StreamName.KNOWLEDGE}))
    return " ".join(each.text for each in found.context)
