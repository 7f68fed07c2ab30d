"""What a scale is: its items, answers and rules, as its file in `resources/scales` gives them."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.clinical.scores import ScaleId

ENGLISH = "en"
"""Every text of a scale exists in it."""


class Row(BaseModel):
    """A part of a scale's file: every key is known, none can be changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Texts(Row):
    """Words by language; English is always there."""

    model_config = ConfigDict(extra="allow", frozen=True)

    en: str

    def in_(self, language: str) -> str:
        """Return the words of a language, English where it has none."""
        found = (self.model_extra or {}).get(language)
        return str(found) if found else self.en

    @property
    def languages(self) -> frozenset[str]:
        """Languages with words."""
        return frozenset({ENGLISH, *(self.model_extra or {})})


class Sayings(Row):
    """Ways of saying one thing, by language."""

    model_config = ConfigDict(extra="allow", frozen=True)

    def in_(self, language: str) -> tuple[str, ...]:
        """Return those of a language."""
        return tuple((self.model_extra or {}).get(language, ()))


class Option(Row):
    """One answer of an item.

    Attributes:
        value: as recorded; points unless the item is reversed.
        code: LOINC answer code, or empty.
        hears: ways of saying just this.
        like: words that probably mean it, and are read back.
        days: first and last number of days within two weeks that make this answer.
    """

    value: int = Field(ge=0, le=10)
    code: str = ""
    text: Texts
    hears: Sayings = Sayings()
    like: Sayings = Sayings()
    days: tuple[int, int] | None = None


class AnswerSet(Row):
    """Answers that several scales share.

    Attributes:
        is_numbered: whether a bare number can mean an answer, by its value.
    """

    source: str = Field(min_length=1)
    is_numbered: bool
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _apart(self) -> Self:
        values = [option.value for option in self.options]
        if len(set(values)) != len(values):
            raise ValueError("two answers have one value")
        return self


class Condition(Row):
    """An answer to another item."""

    item: str
    answer: int


class Item(Row):
    """One question.

    Attributes:
        loinc: its code, or empty where none could be verified.
        short: a few words for staff.
        is_reversed: the points count from the other end ("Are you satisfied?").
        is_grave: about death or harm; never begun with, and marked for staff.
        has_lead: whether the scale's lead stands before it.
        only_if, not_if: asked only after, and not after, that answer.
    """

    id: str = Field(pattern=r"^[a-z0-9]{1,8}$")
    loinc: str = ""
    text: Texts
    short: Texts
    is_reversed: bool = False
    is_grave: bool = False
    has_lead: bool = True
    only_if: Condition | None = None
    not_if: Condition | None = None


class MissingRule(Row):
    """How many items may be without an answer before there is no total; the rest is prorated."""

    most: int = Field(ge=0)
    because: str = Field(min_length=1)


class Band(Row):
    """A range of totals, from its lowest on."""

    lowest: int = Field(ge=0, alias="from")
    name: str
    text: Texts


class Cutoff(Row):
    """A total that means something, and what."""

    at_least: int = Field(ge=0)
    says: str = Field(min_length=1)


class ReliableChange(Row):
    """What tells change from chance (Jacobson, Truax 1991).

    Attributes:
        r: reliability.
        sd: standard deviation of totals.
    """

    r: float = Field(gt=0, lt=1)
    sd: float = Field(gt=0)
    source: str = Field(min_length=1)


class RiskLevel(StrEnum):
    """What a screener for suicide comes to."""

    NONE = "none"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"

    @property
    def rank(self) -> int:
        """Position, gravest highest."""
        return tuple(RiskLevel).index(self)


class RiskRule(Row):
    """A risk, and the answers each of which makes it."""

    level: RiskLevel
    code: str = ""
    any: tuple[Condition, ...] = Field(min_length=1)


class Continuation(Row):
    """The longer scale that follows from a total on; the answers go with it."""

    to: ScaleId
    at_least: int = Field(ge=0)
    because: str = Field(min_length=1)


class Codes(Row):
    """LOINC codes; empty where none could be verified."""

    panel: str = ""
    total: str = ""
    risk: str = ""


class Scale(Row):
    """A whole scale.

    Attributes:
        about: what it asks about, as a resident is told.
        is_numbered: whether a bare number can mean an answer.
        unverified: what could not be read in a source.
        risk: for a screener without a total, gravest first.
        version: of the file, for the record of what was asked.
    """

    id: ScaleId
    label: str = Field(min_length=1)
    title: Texts
    about: Texts
    licence: str = Field(min_length=1)
    sources: tuple[str, ...] = Field(min_length=1)
    unverified: tuple[str, ...] = ()
    loinc: Codes = Codes()
    lead: Texts
    options: tuple[Option, ...] = Field(min_length=2)
    is_numbered: bool
    items: tuple[Item, ...] = Field(min_length=1)
    missing: MissingRule | None = None
    bands: tuple[Band, ...] = ()
    cutoffs: tuple[Cutoff, ...] = ()
    reliable_change: ReliableChange | None = None
    no_reliable_change: str = ""
    continues: Continuation | None = None
    begins_with: ScaleId | None = None
    risk: tuple[RiskRule, ...] = ()
    version: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]

    @property
    def has_total(self) -> bool:
        """Whether the answers add up to anything."""
        return self.missing is not None

    @property
    def lowest(self) -> int:
        """Least points of an item."""
        return min(option.value for option in self.options)

    @property
    def highest(self) -> int:
        """Most points of an item."""
        return max(option.value for option in self.options)

    @property
    def most(self) -> int:
        """Highest total."""
        return self.highest * len(self.items)

    @property
    def least(self) -> int:
        """Lowest total."""
        return self.lowest * len(self.items)

    @property
    def languages(self) -> frozenset[str]:
        """Languages in which every item and answer has words."""
        texts = [self.lead, self.about]
        texts += [item.text for item in self.items]
        texts += [option.text for option in self.options]
        return frozenset.intersection(*(text.languages for text in texts))

    def is_in(self, language: str) -> bool:
        """Whether all of it can be asked in a language."""
        return language in self.languages

    def spoken(self, language: str) -> str:
        """Return the language in which it is asked of who speaks this one: never half and half."""
        return language if self.is_in(language) else ENGLISH

    def item(self, item_id: str) -> Item:
        """Return an item.

        Raises:
            KeyError: there is none of that id.
        """
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def option(self, value: int) -> Option | None:
        """Return the answer of a value, or None."""
        return next((option for option in self.options if option.value == value), None)

    def lead_of(self, item: Item, language: str) -> str:
        """Return what stands before an item; may be empty."""
        return self.lead.in_(language) if item.has_lead else ""

    def wordings(self) -> frozenset[str]:
        """Return every published sentence a resident may see or hear of it, in all languages."""
        texts = [self.lead, *(item.text for item in self.items)]
        texts += [option.text for option in self.options]
        return frozenset(text.in_(one) for text in texts for one in text.languages)

    @model_validator(mode="after")
    def _sound(self) -> Self:
        ids = [item.id for item in self.items]
        if len(set(ids)) != len(ids):
            raise ValueError("two items have one id")
        for at, item in enumerate(self.items):
            for condition in (item.only_if, item.not_if):
                if condition and condition.item not in ids[:at]:
                    raise ValueError(f"item {item.id} depends on {condition.item}, not before it")
        for rule in self.risk:
            for condition in rule.any:
                if condition.item not in ids or self.option(condition.answer) is None:
                    raise ValueError(f"risk {rule.level} names an answer that cannot be given")
        if self.has_total == bool(self.risk):
            raise ValueError("a scale has either a total (missing, bands) or a risk")
        self._check_totals()
        return self

    def _check_totals(self) -> None:
        lowest = [band.lowest for band in self.bands]
        if lowest != sorted(set(lowest)):
            raise ValueError("bands must rise")
        if self.has_total and (not lowest or lowest[0] != self.least or lowest[-1] > self.most):
            raise ValueError(f"bands must begin at {self.least} and stay within {self.most}")
        if self.missing and self.missing.most >= len(self.items):
            raise ValueError("more items may be missing than there are")
        if self.reliable_change is None and not self.no_reliable_change:
            raise ValueError("say why there is no reliable change")
