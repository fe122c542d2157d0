"""Does the bundled base really learn? Trains on the support tickets, then asks what it never saw.

python benchmarks/trainer_learning.py --data /tmp/trainer [--epochs N] [--at-once 8]
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from openai import OpenAI
from openai.types.fine_tuning import FineTuningJob

EXAMPLES = Path(__file__).parents[1] / "examples"
BASE = "smollm2-135m-instruct"
FIELDS = ("category", "urgent", "product")
Row = dict[str, str]


def parse(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def upload(client: OpenAI, system: str, rows: list[Row]) -> str:
    lines = [
        {
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": row["question"]},
                {"role": "assistant", "content": row["answer"]},
            ]
        }
        for row in rows
    ]
    text = "\n".join(json.dumps(line) for line in lines)
    return client.files.create(file=("rows.jsonl", text.encode()), purpose="fine-tune").id


def train(client: OpenAI, system: str, rows: list[Row], epochs: int | None) -> FineTuningJob:
    train_rows = [row for row in rows if row["split"] == "train"]
    checked = [row for row in rows if row["split"] == "validation"]
    job = client.fine_tuning.jobs.create(
        model=BASE,
        training_file=upload(client, system, train_rows),
        validation_file=upload(client, system, checked),
        seed=7,
        method={
            "type": "supervised",
            "supervised": {"hyperparameters": {"n_epochs": epochs or "auto"}},
        },
    )
    while job.status not in {"succeeded", "failed"}:
        time.sleep(1)
        job = client.fine_tuning.jobs.retrieve(job.id)
    return job


def score(client: OpenAI, model: str, system: str, rows: list[Row], at_once: int) -> str:
    def ask(row: Row) -> str:
        reply = client.chat.completions.create(
            model=model,
            messages=[
                {"role": "system", "content": system},
                {"role": "user", "content": row["question"]},
            ],
            max_tokens=64,
            temperature=0,
        )
        return reply.choices[0].message.content or ""

    began = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        answers = list(pool.map(ask, rows))
    took = time.monotonic() - began
    pairs = [
        (parse(answer), parse(row["answer"])) for answer, row in zip(answers, rows, strict=True)
    ]
    valid = sum(bool(said) for said, _ in pairs)
    right = {name: sum(said.get(name) == meant[name] for said, meant in pairs) for name in FIELDS}
    exact = sum(said == meant for said, meant in pairs)
    return f"valid {valid}, {right}, exact {exact} of {len(rows)}; {took:.0f} s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--at-once", type=int, default=8)
    chosen = parser.parse_args()
    system = (EXAMPLES / "support-triage.system.txt").read_text("utf-8").strip()
    with (EXAMPLES / "support-triage.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    held_out = [row for row in rows if row["split"] == "held_out"]
    server = subprocess.Popen(
        [sys.executable, "-m", "trainer", "--port", "0", "--data", str(chosen.data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        url = (server.stdout.readline() if server.stdout else "").split()[-1]
        key = (chosen.data / "key").read_text()
        client = OpenAI(base_url=url, api_key=key, max_retries=0)
        print("base :", score(client, BASE, system, held_out, chosen.at_once), flush=True)
        began = time.monotonic()
        job = train(client, system, rows, chosen.epochs)
        print(f"training: {job.status} in {time.monotonic() - began:.0f} s,", job.hyperparameters)
        for checkpoint in reversed(client.fine_tuning.jobs.checkpoints.list(job.id).data):
            print("  step", checkpoint.step_number, checkpoint.metrics, flush=True)
        tuned = job.fine_tuned_model or ""
        print("tuned:", score(client, tuned, system, held_out, chosen.at_once), flush=True)
        for checkpoint in client.fine_tuning.jobs.checkpoints.list(job.id).data[1:4]:
            name = checkpoint.fine_tuned_model_checkpoint
            print(f"step {checkpoint.step_number}:", score(client, name, system, held_out, 8))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
