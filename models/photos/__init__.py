"""Reading photographs that nobody vouches for: Pillow in a confined child process.

Nothing is imported here: the child begins with it, and each photograph starts one.
"""
