"""Understanding: what short answers mean, who judges in doubt, and passing wishes on to staff."""

from dataclasses import dataclass

from app.conversation.following import load_answer_words
from app.conversation.intents.judging import LanguageModelJudge, load_judge_words
from app.conversation.occasions import OccasionWords, load_occasions
from app.conversation.passing_on import DeskMessenger
from app.conversation.understanding import Understanding
from app.wiring.alarms import Alarms
from app.wiring.foundation import Foundation
from app.wiring.replying import Replying
from resources import RESOURCES

INTENTS = RESOURCES / "intents"


@dataclass(frozen=True, slots=True)
class Conversing:
    """What a turn knows of the turns around it."""

    understanding: Understanding
    occasions: OccasionWords
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
        Understanding(load_answer_words(INTENTS / "answers.yaml"), judge),
        load_occasions(INTENTS / "occasions.yaml"),
        DeskMessenger(alarms.desk, on.basics.wording.passed_on_reason),
    )
