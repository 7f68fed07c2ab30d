"""The Messages page: what leaves the building, and what did not get out."""
