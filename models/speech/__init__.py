"""Engines that speak and that listen."""
