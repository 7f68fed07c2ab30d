"""What is known of a resident, in words and rows."""

from collections.abc import Sequence
from datetime import datetime

from app.conversation.history import Speaker
from app.identity import ConsentKind, Preferences, Resident, standing
from app.memory import Memory, MemoryDoubt
from app.station import OpenedConversation, OpenedResident, ResidentLine
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language, one_line


def found(
    lines: Sequence[ResidentLine], text: str, *, with_departed: bool = False
) -> tuple[ResidentLine, ...]:
    """Return those whose name, room and wing hold every word that was typed.

    Args:
        with_departed: those who have moved out as well.
    """
    wanted = text.casefold().split()
    return tuple(
        line
        for line in lines
        if (with_departed or not line.has_left)
        and all(word in f"{line.name} {line.room} {line.wing}".casefold() for word in wanted)
    )


def line_text(line: ResidentLine, language: Language) -> str:
    """Return a resident's line in a list: name and room."""
    name = language.words.moving.has_left.format(name=line.name) if line.has_left else line.name
    return language.words.resident_pages.line.format(name=name, room=line.room)


def fact_lines(resident: Resident, language: Language) -> tuple[tuple[str, str], ...]:
    """Return what is on record beside the fields that can be changed: name and value."""
    words = language.words
    family = ", ".join(
        words.resident_pages.member.format(name=one.name, relation=one.relation)
        for one in resident.family
    )
    born = language.date(resident.born) if resident.born else words.desk.dash
    spoken = words.languages.get(resident.language, resident.language)
    return (
        (words.resident_pages.born, born),
        (words.resident_pages.language, spoken),
        (words.resident_pages.family, family or words.resident_pages.family_none),
    )


def liking_lines(
    preferences: Preferences | None, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return how a resident likes their screen, name and value; nothing where nothing is kept."""
    if preferences is None:
        return ()
    words, voice = language.words.liking, preferences.voice
    spoken = words.voice_said.format(
        rate=language.number(voice.words_a_minute),
        loudness=language.words.desk.percent.format(n=round(voice.loudness * 100)),
        tone=words.tones[voice.tone],
    )
    return (
        (
            words.text_scale,
            language.words.desk.percent.format(n=round(preferences.text_scale * 100)),
        ),
        (words.colours_name, words.colours[preferences.colours]),
        (words.keys_name, words.keys[preferences.keys]),
        (words.voice, words.voice_silent if voice.is_silent else spoken),
    )


def risk_lines(resident: Resident, language: Language) -> tuple[str, ...]:
    """Return one line for each risk factor on record."""
    words = language.words
    return tuple(
        words.resident_pages.risk.format(kind=words.risks[risk.kind], note=risk.note)
        for risk in resident.risk_factors
    )


def consent_rows(opened: OpenedResident, language: Language) -> tuple[RowView, ...]:
    """Say of each kind how it stands, since when, and who decided."""
    words, latest = language.words, standing(opened.consents)
    rows = []
    for kind in ConsentKind:
        word = latest.get(kind)
        agrees = kind in opened.agrees
        pages = words.resident_pages
        if word is None:
            state, since, who = (
                pages.assumed if agrees else pages.not_asked,
                words.desk.dash,
                words.desk.dash,
            )
        else:
            state = pages.given if word.is_given else pages.withdrawn
            since = language.date(language.local(word.at).date())
            who = f"{word.said_by} ({words.bases[word.basis]})"
        rows.append(RowView(kind.value, (words.consents[kind], state, since, who)))
    return tuple(rows)


def memory_rows(memories: Sequence[Memory], language: Language) -> tuple[RowView, ...]:
    """Return one row for each memory, the latest first."""
    latest = sorted(memories, key=lambda memory: memory.heard_at, reverse=True)
    return tuple(
        RowView(
            str(memory.id),
            (
                language.words.memory_kinds[memory.kind],
                language.day(memory.heard_at),
                one_line(memory.text),
            ),
        )
        for memory in latest
    )


def doubt_lines(doubts: Sequence[MemoryDoubt], language: Language) -> tuple[str, ...]:
    """Return one line for each sentence that waits for a person."""
    return tuple(f"{language.day(doubt.at)} · {one_line(doubt.said)}" for doubt in doubts)


def spoken_lines(
    opened: OpenedConversation, resident: Resident, now: datetime, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return who said what, oldest first: the heading and the words."""
    words = language.words.resident_pages
    names = {
        Speaker.RESIDENT: words.resident_said.format(name=resident.full_name),
        Speaker.LILO: words.lilo_said,
    }
    return tuple(
        (
            f"{names[message.speaker]} · {language.when(message.at, now)}",
            one_line(message.text),
        )
        for message in opened.messages
    )
