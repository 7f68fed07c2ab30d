"""The colours of the staff window, by day and by night; nowhere else does a colour stand.

Every text has a contrast of 7 to 1 on its ground; `tests/unit/ui/staff/test_look.py` computes it.
Priorities keep their colours by night, since they must be known at a glance.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """One set of colours, as #RRGGBB.

    Attributes:
        do: ground of the button for the most likely action; `on_do` stands on it.
        mark: what has the focus or is chosen.
        tint: ground of what is chosen or good.
    """

    ground: str
    card: str
    line: str
    edge: str
    text: str
    secondary: str
    bar: str
    bar_text: str
    bar_secondary: str
    bar_chosen: str
    bar_mark: str
    do: str
    do_over: str
    on_do: str
    mark: str
    tint: str
    red: str
    red_tint: str
    amber: str
    amber_tint: str


LIGHT = Palette(
    ground="#F5F6F8",
    card="#FFFFFF",
    line="#DDE2E8",
    edge="#7D8A98",
    text="#17202A",
    secondary="#4C5A67",
    bar="#15222E",
    bar_text="#D9E1E9",
    bar_secondary="#A9B7C4",
    bar_chosen="#24384A",
    bar_mark="#6CC3CF",
    do="#0B4F5C",
    do_over="#083C46",
    on_do="#FFFFFF",
    mark="#0B4F5C",
    tint="#E8F1F3",
    red="#A31515",
    red_tint="#FBEDED",
    amber="#704A00",
    amber_tint="#FFF6E3",
)

DARK = Palette(
    ground="#10171E",
    card="#18222C",
    line="#2C3A47",
    edge="#7F8F9E",
    text="#EEF2F5",
    secondary="#B4C0CB",
    bar="#0B1116",
    bar_text="#D9E1E9",
    bar_secondary="#A9B7C4",
    bar_chosen="#20313F",
    bar_mark="#6CC3CF",
    do="#0B4F5C",
    do_over="#0E6474",
    on_do="#FFFFFF",
    mark="#8AD3DD",
    tint="#173039",
    red="#FFB4B4",
    red_tint="#3A1A1C",
    amber="#F5CE85",
    amber_tint="#33280F",
)
