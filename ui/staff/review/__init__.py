"""The Review page: words that Lilo was not sure about, and the verdicts of staff."""
