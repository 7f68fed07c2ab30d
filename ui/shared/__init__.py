"""Shared by both windows: starting work, sounds, icons, typefaces."""
