"""The Now page: who waits, who has it, who needs watching."""
