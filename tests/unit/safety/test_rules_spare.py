"""Words that are near to a danger and mean none: no rule may count."""

import pytest

from app.safety import Level, Screener
from app.safety.rules import RuleBook
from app.utterance import utterance_from

SPARED: dict[str, tuple[str, ...]] = {
    "medical.chest_pain": (
        "The letters are in the chest of drawers.",
        "My father had a heart attack in 1974.",
        "I have no pain in my chest, thank you.",
    ),
    "medical.breathing": (
        "The view was so lovely it took my breath away.",
        "We did our breathing exercises with the physio.",
        "I couldn't breathe once, at school, when a ball got me in the ribs.",
    ),
    "medical.choking": (
        "The artichoke soup was very good.",
        "He choked on a grape years ago.",
        "The drawer is stuck again.",
    ),
    "medical.stroke": (
        "I like to stroke the cat.",
        "What are the signs of a stroke?",
        "My sister had a stroke nineteen years ago.",
    ),
    "medical.bleeding": (
        "They took a little blood for the test.",
        "What stops bleeding in the gums?",
        "In the film there's blood everywhere.",
    ),
    "medical.fall": (
        "The leaves fall in the garden.",
        "I broke my arm at school.",
        "The cat is asleep on the rug.",
    ),
    "medical.overdose": (
        "I took my tablets with a glass of milk.",
        "A girl in my class took too many pills.",
        "I ate too many of the mince pies.",
    ),
    "medical.seizure": (
        "That coat is a good fit.",
        "She used to have fits as a child.",
        "I have never had a seizure.",
    ),
    "medical.anaphylaxis": (
        "My ankles are a bit swollen in the heat.",
        "Tell me about anaphylaxis.",
        "It was on the tip of my tongue.",
    ),
    "medical.unresponsive": (
        "She doesn't answer my letters.",
        "A colleague of mine collapsed at his desk.",
        "He fell asleep in front of the news.",
    ),
    "medical.help_now": (
        "Can you help me with the crossword?",
        "I'm dying for a cup of tea.",
        "Is sepsis catching?",
    ),
    "suicide.intent": (
        "I'll be away for my clinic on Thursday.",
        "I nearly jumped out of my skin.",
        "It is the last day of the fair.",
    ),
    "suicide.means": (
        "My scarf is round my neck, it's a cold day.",
        "The tablets are in the drawer where they belong.",
        "We stood on the bridge and watched the boats.",
    ),
    "suicide.method": (
        "He hanged the pictures in the hall.",
        "The overdose of icing on that cake!",
        "My uncle drowned at sea in 1931.",
    ),
    "surroundings.trapped": (
        "My wedding ring is stuck in the drawer.",
        "I'm trapped in a good book.",
        "The cat was stuck up the tree.",
    ),
    "suicide.wish": (
        "I don't want to die.",
        "I kill myself laughing at that programme.",
        "I want to die my hair blonde for the wedding.",
    ),
    "suicide.hopeless": (
        "Carrying the shopping is a burden for the girl.",
        "In the song he says he's no good to anyone anymore.",
        "The weather is hopeless today.",
    ),
    "self_harm.now": (
        "I cut myself shaving, nothing to speak of.",
        "I've cut myself a slice of cake.",
        "I cut my finger in 1962 at the bakery.",
    ),
    "self_harm.signs": (
        "There are scratches on the table from the cat.",
        "We picked the open ground for the camp.",
        "My hair is falling out a little.",
    ),
    "abuse.violence": (
        "The slugs attacked my lettuces.",
        "My dog was hit by a car.",
        "Beaten by one number at the bingo.",
    ),
    "abuse.fear": (
        "I used to be frightened of my headmaster.",
        "He calls me Duchess and I call him Duke.",
        "Thunder frightens me a little.",
    ),
    "neglect.now": (
        "The bell has gone for supper.",
        "No sugar for me today, thank you.",
        "Somebody brought me my breakfast in bed.",
    ),
    "giving_up.stopped": (
        "The doctor stopped the antibiotic because I am better.",
        "I say no more about the napkins.",
        "I have never stopped eating well.",
    ),
    "wandering.leaving": (
        "My son is taking me out to lunch on Saturday.",
        "The photograph hangs over the mantelpiece on the wall.",
        "When I was young I walked to school in the snow.",
    ),
    "wandering.planned": (
        "My daughter packed my bag for the hospital.",
        "The door code is no business of mine.",
        "We sleep well here.",
    ),
    "violence.intent": (
        "India is attacking from the first over.",
        "I could murder a pint.",
        "My heart is beating fast, it is the cup final.",
    ),
    "violence.thoughts": (
        "I would never hurt anybody.",
        "He raised his glass to me.",
        "In the book she wants to strangle somebody.",
    ),
    "fire.now": (
        "We sat by the fire and sang.",
        "That choir was on fire on Sunday.",
        "I can't smell gas, it is all electric here.",
    ),
    "confusion.risk": (
        "They put too much salt in the soup.",
        "She has a beautiful voice, the girl who tells the stories.",
        "My grandson is coming for me at two.",
    ),
}


def test_every_rule_has_look_alikes_here(rule_book: RuleBook) -> None:
    assert {rule.id for rule in rule_book.rules} == set(SPARED)
    assert [rule for rule, lines in SPARED.items() if len(lines) < 3] == []


@pytest.mark.parametrize("said", [said for lines in SPARED.values() for said in lines])
def test_a_look_alike_alarms_nobody(screener: Screener, said: str) -> None:
    assert screener.screen(utterance_from(said)).level is Level.NONE


@pytest.mark.parametrize(
    "said",
    [
        "When I was in the bath just now I fell and I can't get up",
        "We all ran out, the kitchen is on fire",
        "One lady has collapsed here",
        "He hit me once already today",
        "The man from the kitchen slapped me, and I was beaten by the carer",
        "The place is on fire",
        "She was at school with me and now I can't breathe",
        "I had a fall years ago and now my chest hurts",
    ],
)
def test_a_frame_does_not_reach_what_happens_now(screener: Screener, said: str) -> None:
    assert screener.screen(utterance_from(said)).level >= Level.URGENT
