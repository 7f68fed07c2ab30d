"""Engines behind the ports: embedding, vector index, reply generation."""
