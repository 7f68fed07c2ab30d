"""The Schedule page: plans of residents, and which scales are offered to them when."""
