"""What Lilo asks over the screen of its own accord: to begin, or to send a message; pure."""

from app.conversation.starting_words import StartKind
from ui.kiosk.inputs import KioskInputs, Screen
from ui.kiosk.presence_view import Choice, OverView

_ICONS = {
    StartKind.OWN_BIRTHDAY: "heart",
    StartKind.BIRTHDAY_TODAY: "heart",
    StartKind.BIRTHDAY_TOMORROW: "heart",
    StartKind.VISIT: "visit",
    StartKind.CHECK_IN: "talk",
    StartKind.ACTIVITY: "sun",
}


def asking_view(inputs: KioskInputs) -> OverView:
    """Return the card, or one without a title where nothing is asked."""
    draft, start = inputs.family, inputs.start
    if draft is not None and inputs.screen is Screen.TALK:
        card = draft.card
        return OverView(
            "family",
            "send",
            card.title,
            card.line.format(words=draft.words),
            (Choice("send", card.send, is_primary=True), Choice("keep", card.keep)),
        )
    if start is not None:
        return OverView(
            "start",
            _ICONS[start.kind],
            start.title,
            start.line,
            (Choice("yes", start.yes, is_primary=True), Choice("no", start.no)),
        )
    return OverView()
