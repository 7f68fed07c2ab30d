"""The Shift page: how many alerts there were, and how many were worth a walk."""
