"""Grave words said outright, in the ways of many people, and what only sounds like them."""

import pytest

from app.safety import Level, Screener
from app.utterance import utterance_from

CERTAIN: dict[str, tuple[str, ...]] = {
    "medical.breathing": (
        "I'm gasping for each breath",
        "he's fighting for every single breath, nurse",
        "my sats are down to seventy nine",
        "my oxygen is reading eighty two",
    ),
    "medical.chest_pain": (
        "It goes down my arm. I'm all sweaty. Don't make a fuss.",
        "there's a pressure in the middle of my chest, like somebody sat on me, and my arm aches",
    ),
    "medical.stroke": (
        "my mouth's hanging funny on that side",
        "I'm all slurred, listen",
        "sudden loss of vision in my left eye",
        "my sight has just gone",
        "I can't see, I could see this morning",
    ),
    "medical.bleeding": (
        "my phlegm has got blood in it",
        "he fell and there's blood coming from his ear",
        "ive cut my wrists",
        "I slit both my wrists just now",
    ),
    "medical.fall": (
        "I'm talking to you from the floor",
        "he's face down on the gravel, not moving",
        "she's lying in the hall and not answering",
        "I've fallen and I can't get up, I'm in the shower",
    ),
    "medical.overdose": (
        "I've taken thirty paracetamol",
        "i swallowed about fifteen of my heart tablets",
        "toilet duck, I've drunk it",
        "I drank the paraffin by mistake",
        "she's swallowed some windex",
        "I was told to take one a week and I have been taking one every day",
        "I've swallowed forty pills",
        "he took a dozen aspirin",
    ),
    "medical.seizure": (
        "our Kevin's having a fit on the floor",
        "the lady's taking a fit in her chair",
    ),
    "medical.unresponsive": ("she's not answering me and her eyes are half shut",),
    "medical.help_now": (
        "Helf. Help.",
        "help",
        "an adder bit me just now",
        "get the nurse please, my breathing's not right",
        "I've come over that faint I can't stand",
    ),
    "suicide.intent": (
        "I am going to kill myself only",
        "bout to jump off this balcony",
        "finna jump out that window",
        "I'm fixing to swallow the whole bottle of pills",
        "I'm going to walk into the sea tonight",
    ),
    "self_harm.now": ("I've ripped out my fingernails",),
    "abuse.violence": (
        "let go you're hurting my arm",
        "get off me yer choking me",
        "they dropped me out of the hoist",
        "I've to say I fell",
        "they told me to say I walked into the door",
        "she'll be back to finish me off",
        "I'm to say I slipped in the shower",
    ),
    "wandering.leaving": (
        "I'm lost in the woods",
        "the tide's up to my waist and it's freezing",
    ),
    "violence.intent": (
        "he's squeezing the old lady's throat",
        "she has the bread knife at the nurse's neck",
        "he's going for the porter with a hammer",
        "a youth has a knife to the nurse's throat",
    ),
    "fire.now": (
        "the curtains have gone up in flames",
        "she dropped a lit cigarette in her chair",
        "a candle fell on the bed and it's catching",
        "the drapes have gone up like tinder",
        "the blankets have caught alight",
    ),
    "confusion.risk": (
        "strangers all around and I'm so frightened",
        "I've had my heart pills three times today",
    ),
}

HINTED: dict[str, tuple[str, ...]] = {
    "medical.breathing": (
        "the finger clip says 76",
        "If I lie flat I start drowning",
        "my breathing's got bad this evening",
        "she's blue now",
        "there's nothing coming out of the prongs",
    ),
    "medical.stroke": (
        "my good eye has gone black",
        "everything's gone dark in one eye",
    ),
    "medical.bleeding": ("there's blood when I cough",),
    "medical.overdose": ("I've had the weedkiller",),
    "medical.seizure": ("I bit me tongue and I don't remember a thing",),
    "medical.anaphylaxis": ("stung by a wasp and I'm wheezing",),
    "medical.help_now": (
        "Mrs Platt is delirious",
        "I think my aneurysm has burst",
        "the pain has spread to my jaw",
    ),
    "suicide.intent": (
        "goodbye love, I've done it",
        "better to die, lah",
        "My head's in the oven",
        "I'm only hanging on till the cat goes",
        "goodbye pet, I've done it now",
    ),
    "suicide.means": (
        "tablets? I've got plenty stashed",
        "I've pills tucked away behind the wardrobe",
        "stones in my pockets",
        "I've enough saved to kill an elephant",
    ),
    "self_harm.now": (
        "razor under my pillow",
        "I'll bang my head again when you go",
        "I poured boiling water over my legs",
    ),
    "abuse.violence": (
        "please stop, you're twisting my wrist",
        "stop it you're hurting",
        "I was told to tell matron I slipped",
        "he shook me till my teeth rattled",
        "my nephew's signing my cheques again",
        "she tied me up with my own scarf",
        "don't let them take me back to my son",
    ),
    "neglect.now": ("there's maggots in my leg",),
    "giving_up.stopped": ("I pulled my line out, and hid it",),
    "wandering.leaving": (
        "a lorry nearly hit me",
        "the cars are honking at me",
        "I don't know this road",
        "the river is up to my waist",
        "some men are following me",
        "minus ten and no shoes",
    ),
    "violence.intent": (
        "they're killing each other in the lounge",
        "one of us isn't coming out",
        "come in here and I'll stab you",
        "I had her by the throat",
        "she's grabbed the carving knife",
    ),
    "fire.now": (
        "my sleeve caught alight",
        "hissing coming from behind the cooker",
        "There's a towel on the lamp",
        "the telly has started to smoke",
        "somebody spilt petrol all over the stairs",
    ),
    "confusion.risk": (
        "who dumped me in here?",
        "someone's taken me from my house",
    ),
    "suicide.method": (
        "what's the drop from my window",
        "would four floors be enough",
    ),
}

QUIET = (
    "My oxygen was ninety six this morning",
    "What is a normal oxygen level?",
    "The oxygen is eighty pounds a bottle",
    "She'll have a fit when she sees the bill",
    "I was having a fit of giggles on the stairs",
    "No blood in my phlegm now",
    "In 1962 I cut my wrists on the greenhouse glass",
    "What causes sudden loss of vision?",
    "He's down in London and not answering",
    "I took ten tablets a day in hospital last year",
    "I took two paracetamol",
    "I've used bleach instead of soap",
    "I haven't drunk any bleach",
    "A snake bit me in India in 1951",
    "The crowd was delirious",
    "He is jumping out of that window in the film",
    "I'm going to take the whole box of chocolates",
    "Goodbye, I've done it justice, lovely dinner",
    "I'm going out the front with my daughter",
    "I've pebbles from the beach on the sill",
    "How far is it to the second floor?",
    "My nails are clean",
    "Stop it, you're killing me!",
    "Stop it, you're breaking my heart",
    "You're hurting my feelings",
    "I have to say I fell in love with it",
    "The lads dropped off the hoist this morning",
    "strangers everywhere at the market and so friendly",
    "She has a good knife and a loaf to cut",
    "He's squeezing the oranges",
    "Prices have gone up",
    "My coat caught on the door",
    "He dropped a lit match in the grate",
    "The towel is on the radiator",
    "The snow was up to my knees in 1963",
    "A car nearly hit me when I was a boy",
    "I don't know this song",
    "The man was following me round the dance floor",
    "My grandson drives a lorry nearly every day",
    "I am not going to kill myself only because you ask",
    "what would happen if I drank bleach",
    "He told the story of the man who took thirty aspirin",
    "I must say I fell asleep",
    "I have to say I slipped up there",
    "I took my twenty tablets back",
    "My oxygen is eighty eight and the doctor is happy with that",
    "He's gone for the man with the screwdriver to mend the lift",
    "No, you're burning the toast",
    "they put me out in the yard because I like the sun",
    "The drapes look lovely, they went up like a dream",
    "Goodbye to winter",
    "bye for now",
    "My grandson's shouting from under the bed, he's hiding",
    "Nobody was slurred in those days",
    "I can't see the point of it",
    "They're going for the doctor with the car",
    "They told me to say I slipped out for milk",
    "Stop it you're hurting my ears with that racket",
    "nurse my heart's not in it today",
    "I've been bitten by the travel bug",
    "I was told to say please and thank you",
    "Please, you're burning my toast",
    "The bin has gone up in price",
    "I'm to say I fell for it hook line and sinker",
    "He's squeezing my neck, the physio, lovely",
    "My brother cut his wrists in the war",
    "The paint has dropped off the hoist",
    "My sight has just been tested",
    "I've only taken two of my sleeping tablets",
    "Tell the nurse my breathing is fine",
    "My son isn't answering his phone",
    "My eyes are open",
    "He had a knife and fork at the table",
    "I came over to see the roses",
)


EVERYDAY = (
    "The sleeve goes down my arm too far.",
    "I can't see the point of bingo.",
    "I don't see the point in anything they teach in schools.",
    "Can you help with the crossword?",
    "The nurse told me to tell the doctor I fell on Sunday.",
    "I was told to tell the nurse I tripped.",
    "I'm supposed to tell you I slipped on the mat.",
    "They let me out of the hoist and into my chair.",
    "He let me out of the sling on Monday.",
    "The hairdresser said she'll be back to finish me later.",
    "She wheeled me out in the snow because I wanted to see it.",
    "They wheeled me out into the rain because I asked.",
    "Oh stop, you're twisting my arm, I'll have the cake.",
    "Oh stop it, you're hurting my ribs.",
    "Stop, you're breaking my back.",
    "He's lying in bed and he's not getting up.",
    "The cat, she's lying on the windowsill, not moving.",
    "She's down by the sea this week and not answering.",
    "He's flat out on the sofa and not answering.",
    "She's lying about it and not answering.",
    "I'm ringing from the carpet shop.",
    "I'm calling from the carpet warehouse.",
    "I've taken my water tablets three times already this week.",
    "I've had my sleeping tablets three times already this month.",
    "I take my sugar pills three times now, the doctor upped it.",
    "We're supposed to have a bath once a week and I have one every day.",
    "I have taken forty pills a week for years.",
    "I've taken ten paracetamol so far this week.",
    "I've taken ten ibuprofen on this trip.",
    "She took thirty tablets home with her.",
    "I took the bleach by mistake and left the milk.",
    "I took the bleach instead of the milk.",
    "I will take the whole box of tablets, as the doctor said.",
    "I'm going to take the whole packet of tablets, like the doctor said.",
    "I'm going to walk into the sea and not get my hair wet.",
    "The lamp fell on the rug, nothing's burning.",
    "The incense fell on the rug but nothing caught.",
    "The swelling went down and there's no blood in my eye now.",
    "He's still working for every one of them.",
    "My union man, he's fighting for every one of them.",
    "She's wringing the chicken's neck.",
    "He's wringing the hen's neck for dinner.",
    "They're killing each other in the lounge over the cards.",
    "The lady has scissors at his neck, cutting his hair.",
    "The man is coming for the lady with the screwdriver.",
    "The water's up to my knees and it's so cold, lovely.",
    "The sea is up to my knees and it's cold.",
    "He isn't answering my letters but my eyes are open now.",
    "Nurse, my heart is jumping for joy.",
    "The doctor asked about sudden loss of vision.",
    "My cough has some blood oranges in it.",
    "Saturday is the day I finish my scarf.",
    "I'll do it tomorrow.",
    "This is goodbye then.",
    "The girls took a video of me dancing.",
    "That's where she cut it, my fringe.",
    "My bag is full of red roses.",
    "I'm going to milk the cows.",
    "The curtains have gone up.",
)
"""Near what a certain word is for; a hint among them waits for the danger model."""


def rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(rule, said) for rule, lines in table.items() for said in lines]


def flags_of(screener: Screener, said: str) -> tuple[str, ...]:
    return tuple(screener.screen(utterance_from(said)).flags)


@pytest.mark.parametrize(("rule", "said"), rows(CERTAIN))
def test_direct_words_are_certain(screener: Screener, rule: str, said: str) -> None:
    assert any(flag.startswith(f"rule:{rule}") for flag in flags_of(screener, said))
    assert screener.screen(utterance_from(said)).level >= Level.URGENT


@pytest.mark.parametrize(("rule", "said"), rows(HINTED))
def test_words_with_a_harmless_sense_too_are_hints(
    screener: Screener, rule: str, said: str
) -> None:
    assert any(flag.startswith(f"hint:{rule}") for flag in flags_of(screener, said))
    assert screener.screen(utterance_from(said)).level is Level.ELEVATED


@pytest.mark.parametrize("said", QUIET)
def test_words_that_only_sound_like_them_alarm_nobody(screener: Screener, said: str) -> None:
    assert screener.screen(utterance_from(said)).level is Level.NONE


@pytest.mark.parametrize("said", EVERYDAY)
def test_everyday_sentences_are_certain_of_nothing(screener: Screener, said: str) -> None:
    assert not [flag for flag in flags_of(screener, said) if flag.startswith("rule:")]
