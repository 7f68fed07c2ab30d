"""Reading photographs that nobody vouches for: Pillow in a confined child process."""

from models.photos.confined_reader import ConfinedPhotoReader

__all__ = ["ConfinedPhotoReader"]
