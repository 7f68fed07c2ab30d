"""What a language model is told of a situation."""

from app.conversation.agents.slots import Known
from app.conversation.feelings import Feeling
from app.conversation.reply import Brief, Recalled, Slot
from app.conversation.situation import Situation
from app.recall import opening

RECENT = 6
"""Messages of the last turns: three from each side."""

ONLY_AUTHORED = frozenset({"safety", "assess"})
"""Where every word was weighed by its authors, no model writes another."""

FACTUAL = "general"


def brief_for(situation: Situation, known: Known, agent: str, *, authored: bool) -> Brief:
    """Put together what a language model may know.

    Where the approved articles have no answer, or staff were alerted, only authored lines speak:
    a model would rather invent something than say that it does not know.
    """
    is_fact = agent == FACTUAL and Slot.KNOWLEDGE in known.slots
    return Brief(
        resident_id=situation.resident.id,
        words=situation.screened.utterance.text,
        vector=situation.screened.vector,
        slots=known.slots,
        recalled=_recalled(situation, known),
        recent=tuple((m.speaker, m.text) for m in situation.recent[-RECENT:]),
        is_personal=not is_fact or situation.feeling is not Feeling.NEUTRAL,
        only_authored=agent in ONLY_AUTHORED or authored or situation.alerted,
    )


def _recalled(situation: Situation, known: Known) -> tuple[Recalled, ...]:
    """Return what came to mind, and the beginning of what the last session was about."""
    found = [
        Recalled(known.titles.get(passage.id, passage.title), context.text)
        for context in situation.recollection.context
        for passage in (context.snippet.passage,)
    ]
    day, summary = situation.last_session
    beginning = opening(summary, situation.recollection.budget)
    if beginning and not any(summary.startswith(each.text) for each in found):
        found.append(Recalled(day, beginning))
    return tuple(found)
