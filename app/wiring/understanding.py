"""Understanding: what short answers mean, who judges in doubt, and passing wishes on to staff."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.conversation.intents.judging import LanguageModelJudge, load_judge_words
from app.conversation.passing_on import DeskMessenger
from app.conversation.understanding import Understanding
from app.wiring.alarms import Alarms
from app.wiring.foundation import Foundation
from app.wiring.replying import Replying
from resources import RESOURCES

INTENTS = RESOURCES / "intents"


@dataclass(frozen=True, slots=True)
class Conversing:
    """What a turn knows of the turns around it.

    Attributes:
        understanding: by language.
    """

    understanding: Mapping[str, Understanding]
    messenger: DeskMessenger


def wire_conversing(on: Foundation, alarms: Alarms, replying: Replying) -> Conversing:
    """Load the words, and let an installed language model judge in doubt.

    Raises:
        LiloError: a file that ships with Lilo is damaged.
    """
    forms = replying.tiers.forms
    judge = None
    if forms is not None:
        judge = LanguageModelJudge(
            forms, load_judge_words(INTENTS / "judge.yaml"), replying.tiers.ready
        )
    return Conversing(
        {
            # The judge was told in English what people want; it judges no other language.
            language: Understanding(tongue.answers, judge if tongue.is_english else None)
            for language, tongue in on.tongues.items()
        },
        DeskMessenger(alarms.desk, on.basics.wording.passed_on_reason),
    )
