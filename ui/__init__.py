"""The two windows."""
