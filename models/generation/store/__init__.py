"""Installed language models: checked, kept, chosen."""

from models.generation.store.check import Finding, ModelCard, ModelCheckError, check_model
from models.generation.store.model_store import ModelStore, StoreError

__all__ = ["Finding", "ModelCard", "ModelCheckError", "ModelStore", "StoreError", "check_model"]
