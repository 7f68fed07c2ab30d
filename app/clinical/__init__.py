"""Clinical: scales, their rules, and results."""

from app.clinical.scores import ScaleId, Score, ScoreRepository

__all__ = ["ScaleId", "Score", "ScoreRepository"]
