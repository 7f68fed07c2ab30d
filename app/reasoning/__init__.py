"""Reasoning: questions that are worked out rather than remembered, step by step and in bounds."""

from app.reasoning.arithmetic import Arithmetic, Outcome, UndefinedSumError
from app.reasoning.by_model import ModelReasoner, ModelWords
from app.reasoning.checking import unsupported
from app.reasoning.days import Calendar, NamedDay
from app.reasoning.loop import Loop, Reasoner, Tool
from app.reasoning.questions import Ask, Question, Router
from app.reasoning.steps import Analyse, Answered, Bounds, Call, Step, Verify, told_as
from app.reasoning.words import ReasoningLines, ReasoningWords, load_reasoning_words

__all__ = [
    "Analyse",
    "Answered",
    "Arithmetic",
    "Ask",
    "Bounds",
    "Calendar",
    "Call",
    "Loop",
    "ModelReasoner",
    "ModelWords",
    "NamedDay",
    "Outcome",
    "Question",
    "Reasoner",
    "ReasoningLines",
    "ReasoningWords",
    "Router",
    "Step",
    "Tool",
    "UndefinedSumError",
    "Verify",
    "load_reasoning_words",
    "told_as",
    "unsupported",
]
