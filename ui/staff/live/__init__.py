"""What is true at this moment: the board, who waits, the alarm, the health of what is below."""
