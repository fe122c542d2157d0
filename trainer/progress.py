"""What a training tells and keeps while it runs, and how it is stopped between two steps."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from peft import PeftModel
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from trainer import durable
from trainer.job_folder import EventLog, JobFolder, Number
from trainer.loss import AnswerTrainer, Batch, measure

WHOLE = "whole"


@dataclass
class Progress(TrainerCallback):
    """Writes a metric each step, a checkpoint each epoch, and the state every so often."""

    folder: JobFolder
    log: EventLog
    save_seconds: float
    validation: Iterable[Batch] | None
    trainer: AnswerTrainer = field(init=False)
    stopping: bool = field(init=False, default=False)
    _saved_at: float = field(init=False, default_factory=time.monotonic)
    _began_at: float = field(init=False, default=0.0)
    _began_with: int = field(init=False, default=0)

    def listen_for_stop(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)

    def _stop(self, signal_number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - the handler's signature
        self.stopping = True

    def on_train_begin(
        self,
        args: TrainingArguments,  # noqa: ARG002 - the parent's signature
        state: TrainerState,
        control: TrainerControl,  # noqa: ARG002 - the parent's signature
        **_: object,
    ) -> None:
        self._began_at = time.time()
        self._began_with = state.global_step

    def on_step_end(
        self,
        args: TrainingArguments,  # noqa: ARG002 - the parent's signature
        state: TrainerState,
        control: TrainerControl,
        **_: object,
    ) -> None:
        step, last = state.global_step, self.trainer.last
        message = f"Step {step}/{state.max_steps}: training loss={last.loss:.4f}"
        data: dict[str, Number] = {
            "step": step,
            "total_steps": state.max_steps,
            "train_loss": last.loss,
            "train_mean_token_accuracy": last.token_accuracy,
            "estimated_finish": self._estimated_finish(state),
        }
        self.log.measured(f"step-{step}", message, data)
        control.should_training_stop = self.stopping
        if not self._ends_epoch(state):
            due = time.monotonic() - self._saved_at >= self.save_seconds
            control.should_save = due or self.stopping

    def on_epoch_end(
        self,
        args: TrainingArguments,  # noqa: ARG002 - the parent's signature
        state: TrainerState,
        control: TrainerControl,
        **_: object,
    ) -> None:
        if not self._ends_epoch(state):
            return  # stopped within the epoch: it will end after the resume
        step, last, model = state.global_step, self.trainer.last, self.trainer.tuned
        epoch = step * state.num_train_epochs // state.max_steps
        save_adapter(model, self.folder.checkpoint(step))
        data: dict[str, Number] = {
            "step": step,
            "epoch": epoch,
            "train_loss": last.loss,
            "train_mean_token_accuracy": last.token_accuracy,
        }
        message = f"Checkpoint created at step {step} (epoch {epoch} of {state.num_train_epochs})"
        if self.validation is not None:
            whole = measure(model, self.validation)
            data["full_valid_loss"] = whole.loss
            data["full_valid_mean_token_accuracy"] = whole.token_accuracy
            message += f", full validation loss={whole.loss:.4f}"
        self.log.measured(f"checkpoint-{step}", message, data)
        control.should_save = True

    def on_save(
        self,
        args: TrainingArguments,  # noqa: ARG002 - the parent's signature
        state: TrainerState,
        control: TrainerControl,  # noqa: ARG002 - the parent's signature
        **_: object,
    ) -> None:
        saved = self.folder.state / f"checkpoint-{state.global_step}"
        durable.sync_files(saved)
        durable.write(saved / WHOLE, "")
        self._saved_at = time.monotonic()

    def _ends_epoch(self, state: TrainerState) -> bool:
        """The state of an epoch's last step is saved after its checkpoint, never before."""
        return bool(state.global_step % (state.max_steps // state.num_train_epochs) == 0)

    def _estimated_finish(self, state: TrainerState) -> int:
        done = state.global_step - self._began_with
        seconds_per_step = (time.time() - self._began_at) / done
        return math.ceil(time.time() + seconds_per_step * (state.max_steps - state.global_step))


def save_adapter(model: PeftModel, folder: Path) -> None:
    with durable.new_folder(folder) as draft:
        # "auto" would ask the hub whether the vocabulary has grown.
        model.save_pretrained(str(draft), save_embedding_layers=False)


def last_state(folder: JobFolder) -> Path | None:
    """The newest state that was written to its end."""
    saved = [path for path in folder.state.glob("checkpoint-*") if (path / WHOLE).is_file()]
    return max(saved, key=lambda path: int(path.name.removeprefix("checkpoint-")), default=None)
