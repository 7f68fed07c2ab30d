"""Thinking blocks are a model talking to itself: nobody is shown them."""

import re

_BLOCK = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_END = re.compile(r"\A.*?</think(?:ing)?>", re.DOTALL)
_OPENINGS = ("<think>", "<thinking>")


def without_thoughts(text: str) -> str:
    """Return the text without thinking blocks, also without one that has not ended yet.

    The beginning of a tag at the very end is held back, since it may become one. An end without
    a beginning closes a block that the prompt began.
    """
    shown = _BLOCK.sub("", text)
    shown = _END.sub("", shown)
    at = shown.rfind("<")
    if at >= 0 and any(opening.startswith(shown[at:]) for opening in _OPENINGS):
        shown = shown[:at]
    return shown
