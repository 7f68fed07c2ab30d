"""Before the pages: signing in, and what is shown while the facility cannot be opened."""
