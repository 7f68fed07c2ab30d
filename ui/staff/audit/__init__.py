"""The Audit page: who did what, and whether the record holds."""
