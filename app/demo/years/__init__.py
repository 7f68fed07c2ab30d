"""A large house with years of history, to see how the windows hold out: everybody is invented."""

from app.demo.years.making import make_large_facility
from app.demo.years.size import HouseSize

__all__ = ["HouseSize", "make_large_facility"]
