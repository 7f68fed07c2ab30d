"""Prompts: written by people, checked when loaded, changed while Lilo runs."""

from models.generation.prompts.book import PromptBook, Written
from models.generation.prompts.examples import ExampleShelf, load_examples
from models.generation.prompts.prompt_file import Prompt, PromptError, load_prompts
from models.generation.prompts.watch import watch_prompts

__all__ = [
    "ExampleShelf",
    "Prompt",
    "PromptBook",
    "PromptError",
    "Written",
    "load_examples",
    "load_prompts",
    "watch_prompts",
]
