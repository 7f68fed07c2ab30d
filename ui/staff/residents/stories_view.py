"""A life story in rows, and what was typed as an entry. Pure."""

from collections.abc import Iterable, Sequence

from app.recall import Sensitivity
from app.story import Story, StoryDraft
from app.story.entry import StorySource
from app.story.questionnaire import Answers, Questionnaire, called
from ui.staff.look.table import RowView
from ui.staff.wording.language import Language, one_line


def story_rows(stories: Sequence[Story], language: Language) -> tuple[RowView, ...]:
    """Return one row for each entry, in the order of the life."""
    words = language.words
    return tuple(
        RowView(
            str(story.passage.id),
            (
                one_line(story.told_time) or words.desk.dash,
                one_line(story.passage.title),
                language.number(len(story.photos)) if story.photos else words.desk.dash,
                words.stories.sensitivities[story.passage.sensitivity],
                source_of(story, language),
            ),
        )
        for story in stories
    )


def source_of(story: Story, language: Language) -> str:
    """Say where an entry comes from, and who told it."""
    words = language.words.stories
    source = words.sources[story.source] if story.source else words.source_file
    told_by = one_line(story.told_by)
    return words.told_by.format(source=source, name=told_by) if told_by else source


def typed_draft(
    title: str,
    when: str,
    text: str,
    people: str,
    places: str,
    mood: str,
    sensitivity: Sensitivity,
    retelling: str,
    kept: Story | None,
) -> StoryDraft:
    """Return what was typed as an entry; what staff write themselves comes from staff."""
    return StoryDraft(
        " ".join(title.split()),
        text.strip(),
        " ".join(when.split()),
        _parted(people.split(";")),
        _parted(places.split(";")),
        " ".join(mood.split()),
        sensitivity,
        _parted(retelling.splitlines()),
        source=kept.source if kept else StorySource.STAFF,
        told_by=kept.told_by if kept else "",
    )


def answers_on_record(asked: Questionnaire, name: str, stories: Sequence[Story]) -> dict[str, str]:
    """Return what a family answered before, by question."""
    by_title = {
        story.passage.title: story.passage.text
        for story in stories
        if story.source is StorySource.QUESTIONNAIRE
    }
    return {
        question.id: by_title[title]
        for question in asked.questions
        if (title := called(question.title, name)) in by_title
    }


def new_answers(typed: dict[str, str], before: dict[str, str], told_by: str) -> Answers:
    """Return those answers that were written or changed; what was emptied is left as it is."""
    changed = {
        question: " ".join(text.split())
        for question, text in typed.items()
        if text.strip() and " ".join(text.split()) != before.get(question, "")
    }
    return Answers(changed, told_by)


def _parted(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.strip() for part in parts if part.strip())
