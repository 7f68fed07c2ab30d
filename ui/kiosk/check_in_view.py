"""A check-in as it is shown, and the offer of one: derived, pure."""

from dataclasses import dataclass

from app.check_in import Offer
from app.conversation import CheckInShown
from ui.kiosk.wording import Wording

NO_VALUE = -1


@dataclass(frozen=True, slots=True)
class CheckInInputs:
    """Where a check-in stands.

    Attributes:
        shown: as the conversation says; None while there is none.
        offer: what the home screen may offer.
        chosen: value just touched, while it is being kept.
        is_busy: something is on its way.
        is_writing: the resident writes the answer.
        notice: a calm line where something went wrong.
        count: how often it stood somewhere; what is said follows it.
    """

    shown: CheckInShown | None = None
    offer: Offer | None = None
    chosen: int = NO_VALUE
    is_busy: bool = False
    is_writing: bool = False
    notice: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class CheckInChoiceView:
    """One answer, with what a screen reader says of it."""

    text: str
    spoken: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class CheckInView:
    """The check-in screen, and what home offers.

    Attributes:
        lines: small lines over the question: how far it is, what Lilo says, the lead.
        question: what is asked, or what Lilo says at the end.
        is_reading_back: the choices are yes and no to what was heard.
        can_go_back: there is a question before this one, whose answer can be given anew.
        can_repeat: Lilo can say it again.
        is_over: nothing is asked any more.
        offer, offer_more: for home; empty where nothing is offered.
    """

    lines: tuple[str, ...] = ()
    question: str = ""
    choices: tuple[CheckInChoiceView, ...] = ()
    is_reading_back: bool = False
    is_over: bool = False
    is_writing: bool = False
    can_answer: bool = False
    can_go_back: bool = False
    can_repeat: bool = False
    ask: str = ""
    offer: str = ""
    offer_more: str = ""


def derive_check_in(
    inputs: CheckInInputs, wording: Wording, *, is_turn_busy: bool, has_voice: bool = False
) -> CheckInView:
    """Return the screen, and the offer."""
    offer, offer_more = _offer(inputs.offer, wording)
    shown, words = inputs.shown, wording.check_in
    if shown is None:
        return CheckInView(offer=offer, offer_more=offer_more)
    if shown.question is None:
        remark = shown.remark.text if shown.remark else ""
        return CheckInView(
            question=inputs.notice or remark, is_over=True, offer=offer, offer_more=offer_more
        )
    is_reading_back = shown.read_back is not None
    return CheckInView(
        lines=_lines(shown, inputs.notice, wording),
        question=shown.remark.text if is_reading_back and shown.remark else shown.question.text,
        choices=_choices(shown, inputs.chosen, wording),
        is_reading_back=is_reading_back,
        is_writing=inputs.is_writing,
        can_answer=not (inputs.is_busy or is_turn_busy),
        can_go_back=shown.number > 1 and not is_reading_back,
        can_repeat=has_voice,
        ask=words.ask,
        offer=offer,
        offer_more=offer_more,
    )


def _lines(shown: CheckInShown, notice: str, wording: Wording) -> tuple[str, ...]:
    words = wording.check_in
    progress = words.progress_again if shown.is_again else words.progress
    lines = [progress.format(number=shown.number, count=shown.count)]
    if notice:
        lines.append(notice)
    if shown.read_back is not None and shown.question:
        return (*lines, shown.question.text)
    if not notice and shown.remark and shown.is_remark_shown:
        lines.append(shown.remark.text)
    if shown.lead:
        lines.append(shown.lead.text)
    return tuple(lines)


def _choices(shown: CheckInShown, chosen: int, wording: Wording) -> tuple[CheckInChoiceView, ...]:
    words = wording.check_in
    if shown.read_back is not None:
        texts = [(words.is_right, False), (words.is_wrong, False)]
    else:
        texts = [(choice.text.text, choice.value == chosen) for choice in shown.choices]
    spoken = wording.spoken.answers
    return tuple(
        CheckInChoiceView(
            text, spoken.format(answer=text, number=number, count=len(texts)), is_chosen
        )
        for number, (text, is_chosen) in enumerate(texts, 1)
    )


def _offer(offer: Offer | None, wording: Wording) -> tuple[str, str]:
    if offer is None:
        return "", ""
    words = wording.check_in
    if offer.is_unfinished:
        return words.go_on, words.go_on_more.format(count=offer.left)
    return words.offer, words.offer_more.format(count=offer.left)
