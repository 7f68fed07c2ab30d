"""Calendar files (iCalendar, RFC 5545)."""

from models.calendars.icalendar_files import ICalendarFiles

__all__ = ["ICalendarFiles"]
