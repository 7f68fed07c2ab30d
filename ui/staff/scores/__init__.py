"""The Scores page: totals over their bands, the items under them, who is due."""
