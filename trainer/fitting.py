"""Fits a LoRA adapter to a job's examples."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch.utils.data import Dataset
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    DataCollatorForSeq2Seq,
    PreTrainedTokenizerBase,
    TrainingArguments,
)
from transformers.trainer_callback import PrinterCallback

from trainer import precision, weights
from trainer.encoding import IGNORED, Encoded, Unspeakable, encode
from trainer.examples import Example, read
from trainer.job_folder import EventLog, JobFolder, Order
from trainer.loss import AnswerTrainer, Batch
from trainer.progress import Progress, last_state, save_adapter
from trainer.refusal import Refused

LISTED = 20
VALIDATION_BATCH = 8


class Rows(Dataset[Encoded]):
    """A list, in the form that torch's loaders are typed for."""

    def __init__(self, rows: list[Encoded]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place: int) -> Encoded:
        return self.rows[place]


def fit(folder: JobFolder, events: EventLog) -> int | None:
    """Train to the end and return the number of trained tokens, or None when stopped before."""
    order = folder.order()
    base_folder = _base(order, events)
    torch.set_num_threads(order.threads)
    tokenizer = AutoTokenizer.from_pretrained(base_folder)
    collate = DataCollatorForSeq2Seq(tokenizer, label_pad_token_id=IGNORED)
    rows = _rows(tokenizer, order, folder.training_file, "training_file", events)
    validation: Iterable[Batch] | None = None
    if folder.validation_file.is_file():
        checked = _rows(tokenizer, order, folder.validation_file, "validation_file", events)
        validation = [
            collate(checked[place : place + VALIDATION_BATCH])
            for place in range(0, len(checked), VALIDATION_BATCH)
        ]

    model = _model(base_folder, order.seed)
    progress = Progress(folder, events, order.save_seconds, validation)
    trainer = AnswerTrainer(
        model=model,
        args=_arguments(folder, order),
        train_dataset=Rows(rows),
        data_collator=collate,
        callbacks=[progress],
    )
    trainer.remove_callback(PrinterCallback)
    progress.trainer = trainer
    progress.listen_for_stop()
    state = last_state(folder)
    if state is None:
        events.say("started", f"Training started: {len(rows)} answers to learn")
    trainer.train(resume_from_checkpoint=str(state) if state else None)
    if trainer.state.global_step < trainer.state.max_steps:
        return None
    save_adapter(model, folder.adapter)
    return order.n_epochs * sum(len(row["input_ids"]) for row in rows)


def _rows(
    tokenizer: PreTrainedTokenizerBase, order: Order, path: Path, param: str, events: EventLog
) -> list[Encoded]:
    examples = [row for row in read(path) if isinstance(row, Example)]
    try:
        encoding = encode(tokenizer, examples, order.context)
    except Unspeakable as error:
        raise Refused(f"invalid_{param}", str(error), param) from error
    question_too_long = f"were left out: their questions alone fill {order.context} tokens"
    _tell_lines(events, f"cut-{param}", f"were cut to {order.context} tokens", encoding.cut)
    _tell_lines(events, f"dropped-{param}", question_too_long, encoding.dropped)
    if not encoding.rows:
        raise Refused(f"invalid_{param}", "No example fits the model's context.", param)
    return encoding.rows


def _tell_lines(events: EventLog, key: str, what: str, lines: list[int]) -> None:
    if lines:
        listed = ", ".join(str(line) for line in lines[:LISTED])
        more = f" and {len(lines) - LISTED} more" if len(lines) > LISTED else ""
        events.say(key, f"Answers {what}: lines {listed}{more}", level="warn")


def _model(base_folder: Path, seed: int) -> PeftModel:
    base = AutoModelForCausalLM.from_pretrained(
        base_folder, dtype=precision.best(), use_safetensors=True, trust_remote_code=False
    )
    torch.manual_seed(seed)
    lora = LoraConfig(r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM")
    return get_peft_model(base, lora)


def _base(order: Order, events: EventLog) -> Path:
    def tell(message: str) -> None:
        events.say("preparing", message)

    try:
        return weights.prepare(order.base, order.bases_folder, tell)
    except weights.BaseUnavailable as error:
        raise Refused("base_model_unavailable", str(error), "model") from error


def _arguments(folder: JobFolder, order: Order) -> TrainingArguments:
    return TrainingArguments(
        output_dir=str(folder.state),
        num_train_epochs=order.n_epochs,
        per_device_train_batch_size=order.batch_size,
        learning_rate=order.learning_rate,
        lr_scheduler_type="cosine",
        warmup_steps=4,
        weight_decay=0.0,
        seed=order.seed,
        data_seed=order.seed,
        save_strategy="no",  # the progress callback asks for saves
        save_total_limit=2,  # the newest may be half-written
        logging_strategy="no",
        report_to="none",
        disable_tqdm=True,
        dataloader_pin_memory=False,
        remove_unused_columns=False,
    )
