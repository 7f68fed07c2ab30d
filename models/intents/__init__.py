"""The trained intent model: numpy at work; `fitting` and `training` need scikit-learn."""

from models.intents.artefact import load as load_intent_artefact
from models.intents.reader import TrainedIntentReader

__all__ = ["TrainedIntentReader", "load_intent_artefact"]
