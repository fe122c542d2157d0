"""What serves where: the model that answers in a channel, or everywhere else."""

from core.channels.serving import EVERYWHERE, Serving, serving_model, use

__all__ = ["EVERYWHERE", "Serving", "serving_model", "use"]
