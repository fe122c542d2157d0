"""The models that can answer: bases, and what jobs made of them."""

from core.models.registry import (
    find_base,
    find_model,
    list_models,
    model_of_job,
    register_base,
    register_bases,
    register_tuned,
    step_of_job,
)
from core.models.tables import Model

__all__ = [
    "Model",
    "find_base",
    "find_model",
    "list_models",
    "model_of_job",
    "register_base",
    "register_bases",
    "register_tuned",
    "step_of_job",
]
