"""Residents: one at a time, with what they agreed to and what Lilo remembers."""
