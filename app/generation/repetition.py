"""A guard against loops: small models can say the same few words for ever."""

LONGEST = 12
"""Words in the longest loop looked for."""

TIMES = 3
"""So many times in a row is a loop."""

TIMES_ONE_WORD = 5
"""A single word may be said four times ("no, no, no, no") and still be speech."""


def loops(text: str) -> bool:
    """Whether the end of the text repeats one run of words over and over."""
    words = [word.strip(".,;:!?\"'").lower() for word in text.split()]
    for length in range(1, LONGEST + 1):
        times = TIMES_ONE_WORD if length == 1 else TIMES
        if len(words) < length * times:
            continue
        run = words[-length:]
        if all(words[-length * (n + 1) : len(words) - length * n] == run for n in range(times)):
            return True
    # Without a single space there are no words, but a loop of signs all the same.
    tail = text[-120:]
    return any(
        len(tail) >= 40 and tail[-40:] == (tail[-length:] * 40)[-40:] for length in range(1, 9)
    )
