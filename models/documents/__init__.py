"""Reading documents that nobody vouches for: parsers in a confined child process.

Nothing is imported here: the child begins with it, and each document starts one.
"""
