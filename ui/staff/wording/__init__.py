"""What the staff window says, and how it says times and numbers."""
