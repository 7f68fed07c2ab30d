"""Clinical: results of scales."""

from app.clinical.scores import ScaleId, Score, ScoreRepository

__all__ = ["ScaleId", "Score", "ScoreRepository"]
