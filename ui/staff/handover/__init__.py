"""Handing over: what whoever sits here still has, and who takes it from them."""
