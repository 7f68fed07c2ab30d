"""Sections of the word file for life stories and for plans."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from app.recall import Sensitivity
from app.schedule import ItemKind
from app.schedule.drafting import Repeats
from app.story.entry import StorySource
from ui.staff.wording.phrases import Counted, ForName, ForTitle, Plain, Section, holding

ForPhoto = Annotated[str, AfterValidator(holding("n", "title"))]
ForSource = Annotated[str, AfterValidator(holding("source", "name"))]
ForEvery = Annotated[str, AfterValidator(holding("n"))]
ForScale = Annotated[str, AfterValidator(holding("scale"))]
ForItem = Annotated[str, AfterValidator(holding("title", "when"))]


class StoryWords(Section):
    """The life story of a resident."""

    tab: Plain
    explained: Plain
    none: Plain
    time: Plain
    title: Plain
    photos: Plain
    raising: Plain
    source: Plain
    add: Plain
    questionnaire: Plain
    new: Plain
    entry: Plain
    choose_one: Plain
    time_hint: Plain
    text: Plain
    people: Plain
    places: Plain
    several_hint: Plain
    mood: Plain
    retelling: Plain
    retelling_hint: Plain
    sensitivities: Mapping[Sensitivity, str]
    sources: Mapping[StorySource, str]
    source_file: Plain
    told_by: ForSource
    save: Plain
    cancel: Plain
    delete: Plain
    saved: Plain
    deleted: ForTitle
    put_back: Plain
    add_photo: Plain
    photo_files: Plain
    remove_photo: Plain
    remove_photo_sure: Plain
    photo_added: Plain
    photo_removed: Plain
    photo: ForPhoto
    photos_closed: Plain
    who_answers: Plain
    who_hint: Plain
    keep_answers: Plain
    answers_kept: Counted
    print_questions: Plain
    printed_questions: ForName


class PlanWords(Section):
    """The Schedule page."""

    choose_scale: Plain
    explained: Plain
    coming: Plain
    coming_explained: Plain
    nothing_coming: Plain
    plan: Plain
    none: Plain
    when: Plain
    what: Plain
    kind: Plain
    how_often: Plain
    kinds: Mapping[ItemKind, str]
    repeats: Mapping[Repeats, str]
    all_day: Plain
    new: Plain
    change: Plain
    title: Plain
    first_day: Plain
    at: Plain
    on_days: Plain
    minutes: Plain
    visitor: Plain
    visitor_hint: Plain
    spoken: Plain
    spoken_hint: Plain
    add: Plain
    save: Plain
    remove: Plain
    cancel: Plain
    added: Plain
    changed: Plain
    removed: ForTitle
    put_back: Plain
    item: ForItem
    scales: Plain
    scale: Plain
    state: Plain
    last: Plain
    never_taken: Plain
    every: Plain
    every_days: ForEvery
    not_asked: Plain
    rhythm: Plain
    rhythm_set: Plain
    rhythm_never: Plain
    rhythm_done: ForScale
