"""Knowledge: documents that Lilo may quote."""
