"""The rules that ship with Lilo, met by sentences people say."""

import re

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from app.safety import Level, Screener
from app.safety.frames import Frame
from app.safety.rules import RuleBook
from app.utterance import utterance_from

SAID: dict[str, tuple[str, ...]] = {
    "suicide.method": (
        "What's the easiest way to kill yourself?",
        "How many of these tablets would kill me?",
        "how can i kill myself without pain",
    ),
    "surroundings.trapped": (
        "I'm trapped in the lift.",
        "I'm locked in the bathroom and can't get out",
        "There's a strange man in my room",
    ),
    "medical.chest_pain": (
        "There's a crushing weight on my chest, nurse.",
        "my chest feels like a vice",
        "I think I'm having a heart attack.",
        "i got chess pain",
        "It's like somebody is sitting on my chest.",
        "The pain is going down my left arm and I'm sweating.",
    ),
    "medical.breathing": (
        "i cant breath",
        "I can’t get my breath, love.",
        "No air coming.",
        "I am getting no air at all",
        "my lips have gone blue, please",
    ),
    "medical.choking": (
        "I'm choking on this toast!",
        "There's a bone stuck in my throat and I can't breathe",
        "Help, a piece of apple is stuck in my throat.",
    ),
    "medical.stroke": (
        "My face has dropped on one side.",
        "I can't lift my left arm.",
        "My words are coming out all wrong.",
        "im having a strock",
        "I can't see anything out of my right eye.",
        "My arm won't move since breakfast.",
        "I can't get my words out.",
    ),
    "medical.bleeding": (
        "I'm bleeding and it won't stop.",
        "There's blood all over the sheets.",
        "There's so much blood, I feel faint.",
        "My nose won't stop bleeding, the towel is soaked.",
    ),
    "medical.fall": (
        "I've fallen and I can't get up.",
        "I'm lying on the cold floor in the bathroom.",
        "I think I've broken my hip.",
        "I slipped off my chair and my hip is broken.",
        "I've hit my head and I'm on warfarin.",
    ),
    "medical.overdose": (
        "I took the whole bottle of tablets.",
        "I've swallowed too many pills.",
        "I drank some bleach",
        "I was given the wrong tablets.",
        "I drank some of the drain cleaner by mistake.",
    ),
    "medical.seizure": (
        "She is having a seizure now!",
        "He's foaming at the mouth.",
        "I can feel another fit coming.",
    ),
    "medical.anaphylaxis": (
        "My tongue is swelling up.",
        "I'm allergic and my lips are swollen",
        "A wasp got me and my throat is swelling.",
    ),
    "medical.unresponsive": (
        "She won't wake up.",
        "He has collapsed in the hall.",
        "My roommate is not breathing.",
    ),
    "medical.help_now": (
        "Call an ambulance!",
        "Somebody help me please",
        "Get the nurse quick",
        "My sugar machine says low.",
    ),
    "suicide.intent": (
        "I'm going to end it all tonight.",
        "I won't be here in the morning.",
        "You'll find me hanging.",
        "Tomorrow I finish it.",
    ),
    "suicide.means": (
        "I've been saving up my sleeping tablets.",
        "I have the cord round my neck now.",
        "I've tied the belt to the door handle.",
        "My legs are out of the window.",
    ),
    "suicide.wish": (
        "want too die",
        "I don't want to live any more.",
        "There's no point in going on.",
        "i wanna die",
        "I'd rather be dead than live like this.",
        "Every night I pray the Lord takes me.",
    ),
    "suicide.hopeless": (
        "I'm just a burden to everyone.",
        "There's nothing left to look forward to.",
        "They'd all be better off without me.",
    ),
    "self_harm.now": (
        "I've been cutting myself again.",
        "I keep banging my head against the wall.",
        "I'm biting my arm.",
        "I can't stop cutting myself.",
    ),
    "abuse.violence": (
        "The night nurse slapped me.",
        "My son takes my pension money.",
        "She pushed me over and my arm hurts.",
        "He's got me by the throat.",
        "He says he'll break my fingers.",
    ),
    "neglect.now": (
        "Nobody has come to change me all day.",
        "They moved the bell away so I can't reach it.",
        "She left me on the toilet for hours.",
        "No food since yesterday.",
    ),
    "giving_up.stopped": (
        "I haven't eaten in days and I won't.",
        "I've stopped taking my tablets and nobody knows.",
        "I've unplugged the oxygen.",
        "I flushed my heart tablets down the toilet.",
    ),
    "wandering.leaving": (
        "I'm going to slip out the back door.",
        "I'm walking home tonight on my own.",
        "I'm outside and it's freezing.",
        "I'm in the middle of the road.",
    ),
    "violence.intent": (
        "I'm going to hit him with my stick.",
        "I've got a knife under my pillow for when he comes.",
        "He's attacking the nurse!",
        "I have stabbed him with my fork.",
    ),
    "fire.now": (
        "I can smell burning.",
        "The curtain is on fire!",
        "There's smoke coming under the door.",
        "I'm stuck in the lift.",
        "Sparks are coming out of the plug.",
    ),
    "confusion.risk": (
        "I've taken my tablets twice.",
        "They're poisoning my tea.",
        "The voices are telling me to hurt her.",
        "There's a man under my bed.",
    ),
    "self_harm.signs": (
        "I pick the scab open every night.",
        "I slap my own face when I forget things.",
        "I deserve the pain.",
    ),
    "abuse.fear": (
        "I'm so frightened of my nephew.",
        "She calls me stupid.",
        "That one scares me when she shouts.",
    ),
    "wandering.planned": (
        "I've learned the door code.",
        "My bag is packed under the bed.",
        "I'll slip out when they sleep.",
    ),
    "violence.thoughts": (
        "I keep thinking about hurting somebody.",
        "He raised his fist to me.",
        "I'm afraid I might hurt him.",
    ),
}


def rules_that_count(screener: Screener, said: str) -> set[str]:
    flags = screener.screen(utterance_from(said)).flags
    return {flag.split(":")[1] for flag in flags if flag.startswith(("rule:", "hint:"))}


def frames_that_hold(screener: Screener, said: str) -> set[str]:
    flags = screener.screen(utterance_from(said)).flags
    return {flag.rsplit(":", 1)[1] for flag in flags if flag.startswith("held_back:")}


def test_every_rule_has_sentences_here(rule_book: RuleBook) -> None:
    assert {rule.id for rule in rule_book.rules} == set(SAID)


@pytest.mark.parametrize(
    ("rule", "said"), [(rule, said) for rule, lines in SAID.items() for said in lines]
)
def test_a_rule_hears_what_people_say(screener: Screener, rule: str, said: str) -> None:
    assert rule in rules_that_count(screener, said)


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("I can't breathe", Level.IMMEDIATE),
        ("I want to die", Level.URGENT),
        ("I'm going to kill myself tonight", Level.IMMEDIATE),
        ("Nobody has come to change me all day.", Level.ELEVATED),
    ],
)
def test_a_rule_gives_its_level(screener: Screener, said: str, level: Level) -> None:
    assert screener.screen(utterance_from(said)).level is level


@pytest.mark.parametrize(
    "said",
    [
        "dying for a cup of tea",
        "I'm dying for a nice hot brew",
        "this heat is killing me",
        "my feet are killing me",
        "I could murder a pint",
        "I nearly died laughing",
        "over my dead body",
        "we get on like a house on fire",
        "it was a stroke of luck",
        "I used to swim the butterfly stroke",
        "he gave me a heart attack jumping out like that",
        "that pudding is to die for",
        "I was bored to death",
        "break a leg",
        "you take my breath away",
    ],
)
def test_idioms_alarm_nobody(screener: Screener, said: str) -> None:
    screened = screener.screen(utterance_from(said))
    assert screened.level is Level.NONE
    assert screened.flags == ("rules_only",)


def test_danger_beside_an_idiom_still_counts(screener: Screener) -> None:
    said = "I was dying for a cup of tea but now I can't breathe"
    assert rules_that_count(screener, said) == {"medical.breathing"}


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (Frame.NEGATED, "no chest pain today"),
        (Frame.NEGATED, "I don't want to die"),
        (Frame.NEGATED, "I am not having a seizure"),
        (Frame.NEGATED, "I have no thoughts of ending it all"),
        (Frame.PAST, "I had a stroke in 1998"),
        (Frame.PAST, "when I was a girl I fell off a wall and broke my arm"),
        (Frame.PAST, "I fell and hurt my hip last winter"),
        (Frame.PAST, "I had chest pain twelve years ago"),
        (Frame.TOPIC, "what is a stroke?"),
        (Frame.TOPIC, "tell me about anaphylaxis"),
        (Frame.TOPIC, "What are the signs of chest pain?"),
        (Frame.STORY, "there was blood everywhere on the news"),
        (Frame.STORY, "I'm reading a book where the house is on fire"),
        (Frame.HYPOTHETICAL, "in case of a gas leak"),
        (Frame.HYPOTHETICAL, "I come to you if I get chest pain"),
        (Frame.OTHERS, "my mother always had chest pain"),
    ],
)
def test_a_frame_makes_alarming_words_harmless(screener: Screener, frame: Frame, said: str) -> None:
    assert screener.screen(utterance_from(said)).level is Level.NONE
    assert frames_that_hold(screener, said) == {frame.value}


@pytest.mark.parametrize(
    ("frame_it_might_seem", "said"),
    [
        (Frame.NEGATED, "No, I want to die"),
        (Frame.NEGATED, "No I can't breathe"),
        (Frame.NEGATED, "She never listens, my chest hurts"),
        (Frame.NEGATED, "I don't want to live any more"),
        (Frame.NEGATED, "I don't want to wake up"),
        (Frame.NEGATED, "I don't know, my chest hurts"),
        (Frame.NEGATED, "It's not going away, this chest pain"),
        (Frame.NEGATED, "no chest pain before but chest pain now"),
        (Frame.PAST, "my chest hurts right now like it did years ago"),
        (Frame.PAST, "I had chest pain years ago and it's back, still in my chest"),
        (Frame.TOPIC, "What is happening, I'm having a stroke"),
        (Frame.TOPIC, "What should I do, I can't breathe"),
        (Frame.TOPIC, "what is this? my chest hurts"),
        (Frame.STORY, "It was a lovely story. I'm choking."),
        (Frame.HYPOTHETICAL, "I'm worried. I have chest pain."),
        (Frame.HYPOTHETICAL, "if anyone is there, I'm choking"),
        (Frame.OTHERS, "My mother had a stroke and I'm having one now, my face has dropped"),
    ],
)
def test_words_that_only_look_framed_still_alarm(
    screener: Screener, frame_it_might_seem: Frame, said: str
) -> None:
    assert screener.screen(utterance_from(said)).level >= Level.ELEVATED


def test_a_frame_in_one_sentence_does_not_excuse_the_next(screener: Screener) -> None:
    said = "My husband had a stroke in 1998. My face has dropped on one side."
    assert rules_that_count(screener, said) == {"medical.stroke"}


def test_two_halves_of_danger_in_two_sentences_are_put_together(screener: Screener) -> None:
    assert rules_that_count(screener, "I fell. Can't get up.") == {"medical.fall"}


def test_a_rule_considers_only_the_frames_it_names(rule_book: RuleBook) -> None:
    by_id = {rule.id: rule for rule in rule_book.rules}
    assert set(by_id["medical.stroke"].unless) == set(Frame) - {Frame.DOUBTFUL}
    assert Frame.HYPOTHETICAL not in by_id["suicide.wish"].unless


def test_a_certain_hit_scores_just_above_its_level_whatever_the_model_says(
    rule_book: RuleBook,
) -> None:
    (hit,) = rule_book.hits(rule_book.folder.clause("I want to die"))
    assert hit.is_certain
    assert [hit.score_beside(level) for level in (None, Level.NONE, Level.IMMEDIATE)] == (
        pytest.approx([0.80, 0.80, 0.80])
    )


@pytest.mark.parametrize(
    ("likeness", "level"),
    [
        (None, Level.ELEVATED),
        (Level.NONE, Level.MODERATE),
        (Level.MODERATE, Level.ELEVATED),
        (Level.ELEVATED, Level.URGENT),
        (Level.URGENT, Level.IMMEDIATE),
        (Level.IMMEDIATE, Level.IMMEDIATE),
    ],
)
def test_a_hint_raises_by_one_level_what_the_model_says(
    rule_book: RuleBook, likeness: Level | None, level: Level
) -> None:
    (hit,) = rule_book.hits(rule_book.folder.clause("I can't breathe in this dress"))
    assert not hit.is_certain
    assert hit.level_beside(likeness) is level


def test_a_hint_says_no_more_than_its_rule(rule_book: RuleBook) -> None:
    (hit,) = rule_book.hits(rule_book.folder.clause("such a burden"))
    assert hit.level_beside(Level.IMMEDIATE) is Level.ELEVATED


CERTAIN = (
    "I can't breathe, help",
    "I've fallen and I can't get up",
    "I think I'm having a heart attack",
    "it won't stop bleeding",
    "I've taken an overdose",
    "i want too kill my self",
    "I've been saving my tablets and tonight I'll take the lot",
    "she's got a gun",
    "there's smoke coming under my door",
    "I smell gas",
    "he's hitting me",
    "my oxygen's run out",
)


@pytest.mark.parametrize("said", CERTAIN)
def test_plain_cries_are_certain(screener: Screener, said: str) -> None:
    assert screener.screen(utterance_from(said)).level >= Level.URGENT


@pytest.mark.parametrize(
    "said",
    [
        "I can't breathe in this dress",
        "I'm going to kill her at Scrabble",
        "If I hear that song once more I'll kill myself",
        "he said he wants to die",
        "I thought I was having a heart attack but it was the pickled onions",
        "The dog won't wake up",
        "No more tablets for me, I'm down to one a day!",
        "I won't be here tomorrow, I'm at the hospital for my eyes",
        "There's no point in living in the past",
        "I've taken all my tablets for today",
        "She made me sign her plaster cast",
        "I can smell burning leaves",
    ],
)
def test_words_with_another_sense_are_no_more_than_a_hint(screener: Screener, said: str) -> None:
    assert screener.screen(utterance_from(said)).level <= Level.ELEVATED


def test_a_doubtful_frame_holds_back_a_hint(screener: Screener) -> None:
    assert frames_that_hold(screener, "We laughed until I couldn't breathe") == {"doubtful"}


def test_every_rule_tells_a_nurse_what_it_means(rule_book: RuleBook) -> None:
    assert [rule.id for rule in rule_book.rules if not re.match(r"[A-Z].{6,}", rule.says)] == []


PIECES = [piece for lines in SAID.values() for said in lines for piece in said.split()]


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=200))
@example("")
@example(",,,?")
def test_rules_never_fail_on_any_text(rule_book: RuleBook, text: str) -> None:
    rule_book.hits(rule_book.folder.clause(text))


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
@hypothesis_settings(max_examples=300)
def test_rules_never_fail_on_any_mixture_of_their_own_words(rule_book: RuleBook, text: str) -> None:
    for hit in rule_book.hits(rule_book.folder.clause(text)):
        assert hit.words
        assert hit.held_back_by in {None, Frame.DOUBTFUL, *hit.rule.unless}
