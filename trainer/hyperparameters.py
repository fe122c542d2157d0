"""What `auto` means: values that work for small sets and small models."""

import math
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

BATCH_SIZE = 4
STEPS_WANTED = 60
FEWEST_EPOCHS = 3
MOST_EPOCHS = 15

Auto = Literal["auto"]


@dataclass(frozen=True, slots=True)
class Hyperparameters:
    n_epochs: int
    batch_size: int
    learning_rate_multiplier: float


class Wanted(BaseModel):
    """Hyperparameters as they are asked for; the bounds keep a job from never ending."""

    model_config = ConfigDict(extra="forbid", strict=True)

    n_epochs: Auto | Annotated[int, Field(ge=1, le=50)] = "auto"
    batch_size: Auto | Annotated[int, Field(ge=1, le=64)] = "auto"
    learning_rate_multiplier: Auto | Annotated[float, Field(gt=0, le=20)] = "auto"

    def resolve(self, answers: int) -> Hyperparameters:
        """Too few steps teach an answer's form and not its content, whatever the loss says."""
        size = BATCH_SIZE if self.batch_size == "auto" else self.batch_size
        steps = math.ceil(answers / size)
        epochs = min(MOST_EPOCHS, max(FEWEST_EPOCHS, math.ceil(STEPS_WANTED / steps)))
        multiplier = self.learning_rate_multiplier
        return Hyperparameters(
            n_epochs=epochs if self.n_epochs == "auto" else self.n_epochs,
            batch_size=size,
            learning_rate_multiplier=1.0 if multiplier == "auto" else multiplier,
        )
