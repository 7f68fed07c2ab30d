"""Engines that write down speech, in a process of their own (ADR 0045).

Nothing is imported here: the process must not load what it does not need.
"""
