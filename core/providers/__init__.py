"""Services that speak the OpenAI protocol: one adapter, and a profile for how each deviates."""

from core.providers.bases import BaseModel
from core.providers.chat import Chat, Piece, Sampling, Turn
from core.providers.checkpoints import Checkpoint
from core.providers.client import Client
from core.providers.counting import TokenCounts
from core.providers.profiles import PROFILES, Profile, profile_for
from core.providers.refusals import ContextTooLong, ModelGone, Passing, ProviderError
from core.providers.training import LossReport, RemoteJob, Training, TrainingRequest

__all__ = [
    "PROFILES",
    "BaseModel",
    "Chat",
    "Checkpoint",
    "Client",
    "ContextTooLong",
    "LossReport",
    "ModelGone",
    "Passing",
    "Piece",
    "Profile",
    "ProviderError",
    "RemoteJob",
    "Sampling",
    "TokenCounts",
    "Training",
    "TrainingRequest",
    "Turn",
    "profile_for",
]
