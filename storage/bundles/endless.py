"""The refusal of data that do not end where they should."""

from app.bundles.errors import EndlessDataError


def endless(path: str) -> EndlessDataError:
    """Return the error for a file that is longer than was announced."""
    return EndlessDataError(
        f"{path} is longer than was signed for it; reading was stopped.",
        "Do not use this source. Tell whoever gave it to you.",
    )
