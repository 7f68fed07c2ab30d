"""Clinical: scales, their rules, and results."""

from app.clinical.scores import ScaleId, Score, ScoreRepository, Total

__all__ = ["ScaleId", "Score", "ScoreRepository", "Total"]
