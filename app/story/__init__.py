"""Life stories: what a resident's life holds, with photographs, and what of it to tell."""

from app.story.album import AlbumPhoto, StoryAlbum, ToldStory
from app.story.choosing import chosen
from app.story.entry import (
    Photo,
    PhotoId,
    Picture,
    Story,
    StoryDraft,
    StoryError,
    StoryRepository,
    Telling,
)
from app.story.fuzzy_date import FuzzyDate, read_date
from app.story.importing import Gathered, Problem, read_page, read_table
from app.story.shelf import Imported, PhotoReader, StoryShelf

__all__ = [
    "AlbumPhoto",
    "FuzzyDate",
    "Gathered",
    "Imported",
    "Photo",
    "PhotoId",
    "PhotoReader",
    "Picture",
    "Problem",
    "Story",
    "StoryAlbum",
    "StoryDraft",
    "StoryError",
    "StoryRepository",
    "StoryShelf",
    "Telling",
    "ToldStory",
    "chosen",
    "read_date",
    "read_page",
    "read_table",
]
