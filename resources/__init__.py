

from pathlib import Path

RESOURCES = Path(__file__).parent
"""The folder of everything that ships as data."""
