"""Whether something may be generated: pure rules over what has been spent."""

from pydantic import BaseModel, ConfigDict, Field

from app.generation.chat import ChatMessage, GenerationError
from app.generation.usage import Spent

ANOMALY = 10.0
"""Times the usual hour of the house from which on something must be wrong."""

_CHARACTERS_A_TOKEN = 3.5
"""English prose has about four to a token; counting a little too many is the safe side."""


class BudgetError(GenerationError):
    """A budget is spent, or staff have stopped generation. Authored replies go on."""

    code = "generation.budget"


class Budgets(BaseModel):
    """Tokens, read and written; 0 is no bound."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    turn: int = Field(ge=0)
    resident_hour: int = Field(ge=0)
    day: int = Field(ge=0)


def estimate(messages: tuple[ChatMessage, ...], max_tokens: int) -> int:
    """Return about how many tokens something will take, rather too many than too few."""
    characters = sum(len(message.content) for message in messages)
    return int(characters / _CHARACTERS_A_TOKEN) + 8 * len(messages) + max_tokens


def refusal(budgets: Budgets, spent: Spent, estimated: int) -> str | None:
    """Return which bound this would pass, in words for staff, or None."""
    if budgets.turn and estimated > budgets.turn:
        return "One turn would take more tokens than a turn may."
    if budgets.resident_hour and spent.hour + estimated > budgets.resident_hour:
        return "The resident's tokens of this hour are spent."
    if budgets.day and spent.day + estimated > budgets.day:
        return "The tokens of this day are spent."
    if spent.usual_hour and spent.house_hour > ANOMALY * spent.usual_hour:
        return "The last hour took more than ten times what an hour usually takes."
    return None
