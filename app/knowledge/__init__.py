"""Knowledge: documents taken in, approved by somebody, and kept up to date."""
