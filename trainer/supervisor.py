"""Sees every job to its end, one at a time, whichever process died in between."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from dataclasses import asdict

from sqlmodel import Session, col, select

from trainer import durable, examples, ids
from trainer.bases import Base, find
from trainer.diary import tell, write_down
from trainer.hyperparameters import Hyperparameters, Wanted
from trainer.job_folder import Order
from trainer.places import Places
from trainer.store import File, Job, Model, Store
from trainer.training_process import TrainingProcess

log = logging.getLogger(__name__)
FEWEST_EXAMPLES = 10
MOST_DEATHS = 3
PATIENCE_SECONDS = 20.0


class Supervisor(threading.Thread):
    def __init__(
        self,
        store: Store,
        places: Places,
        bases: tuple[Base, ...],
        threads: int,
        save_seconds: float,
    ) -> None:
        super().__init__(name="supervisor", daemon=True)
        self.store, self.places, self.bases = store, places, bases
        self.threads, self.save_seconds = threads, save_seconds
        self._current: tuple[str, TrainingProcess] | None = None
        self._asked_to_stop = False
        self._leaving = threading.Event()

    def run(self) -> None:
        self._current = self._still_running()
        while not self._leaving.wait(0.2):
            try:
                self._look()
            except Exception:
                # One bad look must not end all supervision; the next look tries again.
                log.exception("supervision stumbled")
                time.sleep(1)

    def leave(self) -> None:
        """Stop looking after jobs; a running training saves its state first."""
        self._leaving.set()
        self.join()
        if self._current is None:
            return
        _, process = self._current
        process.stop()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while process.is_alive:
            if time.monotonic() > deadline:
                process.kill()
            time.sleep(0.05)

    def _still_running(self) -> tuple[str, TrainingProcess] | None:
        """The training that outlived the server."""
        with self.store.begin() as session:
            jobs = session.exec(select(Job.id).order_by(col(Job.number).desc())).all()
        for job in jobs:
            process = TrainingProcess(self.places.job(job))
            if process.is_alive:
                log.info("found training of %s still running", job)
                return job, process
        return None

    def _look(self) -> None:
        with self.store.begin() as session:
            fresh = session.exec(select(Job.id).where(Job.status == "validating_files")).all()
        for job in fresh:
            self._validate(job)
        if self._current is None:
            self._start_next()
        if self._current is not None:
            self._follow(*self._current)

    def _validate(self, job_id: str) -> None:
        """Check the files, settle the hyperparameters, lay out the job's folder."""
        folder = self.places.job(job_id)
        with self.store.begin() as session:
            job = _job(session, job_id)
        refused, answers = self._refused_file(job)
        with self.store.begin() as session:
            job = _job(session, job_id)
            if job.status != "validating_files":
                return
            if refused is not None:
                param, reason = refused
                _fail(session, job, f"invalid_{param}", reason, param)
                return
            settled = Wanted.model_validate(job.hyperparameters).resolve(answers)
            base = find(self.bases, job.base)
            _lay_out(self.places, job, self._order(job, base, settled))
            job.hyperparameters = asdict(settled)
            job.status = "queued"
            session.add(job)
            tell(session, job, "Files validated, moving job to queued state")
        log.info("validated %s: %s", job_id, folder.root)

    def _refused_file(self, job: Job) -> tuple[tuple[str, str] | None, int]:
        answers = 0
        for param, file, least in (
            ("validation_file", job.validation_file, 1),
            ("training_file", job.training_file, FEWEST_EXAMPLES),
        ):
            if file is None:
                continue
            path = self.places.file(file)
            if not path.is_file():
                return (param, f"The file {file} was deleted."), 0
            checked = examples.check(path, least)
            if checked.refusal is not None:
                return (param, checked.refusal), 0
            answers = checked.answers
        return None, answers

    def _order(self, job: Job, base: Base, settled: Hyperparameters) -> Order:
        return Order(
            base=base,
            bases_folder=self.places.bases,
            n_epochs=settled.n_epochs,
            batch_size=settled.batch_size,
            learning_rate=base.learning_rate * settled.learning_rate_multiplier,
            context=base.context,
            seed=job.seed,
            threads=self.threads,
            save_seconds=self.save_seconds,
        )

    def _start_next(self) -> None:
        with self.store.begin() as session:
            waiting = select(Job).where(col(Job.status).in_(["running", "queued"]))
            # A job whose process died goes before those that have not begun.
            in_turn = waiting.order_by(col(Job.status).desc(), col(Job.number))
            job = session.exec(in_turn).first()
            if job is None:
                return
            if job.status == "queued":
                job.status = "running"
                session.add(job)
                tell(session, job, "Fine-tuning job started")
        self._current = job.id, TrainingProcess.start(self.places.job(job.id), self.threads)
        self._asked_to_stop = False
        log.info("training %s", job.id)

    def _follow(self, job_id: str, process: TrainingProcess) -> None:
        alive = process.is_alive
        write_down(self.store, self.places, job_id)
        with self.store.begin() as session:
            job = _job(session, job_id)
            if alive:
                if job.status != "running" and not self._asked_to_stop:
                    self._asked_to_stop = process.stop()
                return
            self._conclude(session, job)
        self._current = None

    def _conclude(self, session: Session, job: Job) -> None:
        folder = self.places.job(job.id)
        outcome = folder.outcome()
        log.info("training of %s left: %s", job.id, outcome["status"] if outcome else "no outcome")
        if job.is_over:
            shutil.rmtree(folder.state, ignore_errors=True)
        elif outcome is not None and outcome["status"] == "failed":
            _fail(session, job, outcome["code"], outcome["message"], outcome["param"])
        elif outcome is not None:
            self._succeed(session, job, outcome["trained_tokens"])
            shutil.rmtree(folder.state, ignore_errors=True)
        elif job.status == "running":
            job.deaths += 1
            session.add(job)
            if job.deaths > MOST_DEATHS:
                reason = "The training process died again and again; is there enough memory?"
                _fail(session, job, "training_died", reason, None)
            else:
                tell(session, job, "The training process died; going on from its last save", "warn")

    def _succeed(self, session: Session, job: Job, trained_tokens: int) -> None:
        folder = self.places.job(job.id)
        result = ids.new("file-")
        shutil.copyfile(folder.result_file, self.places.file(result))
        size = folder.result_file.stat().st_size
        session.add(
            File(id=result, bytes=size, filename="step_metrics.csv", purpose="fine-tune-results")
        )
        job.model = ids.model(job.base, job.suffix, job.id)
        session.add(Model(id=job.model, base=job.base, job=job.id, folder=str(folder.adapter)))
        job.status = "succeeded"
        job.result_file = result
        job.trained_tokens = trained_tokens
        job.finished_at = int(time.time())
        job.estimated_finish = None
        session.add(job)
        tell(session, job, f"New fine-tuned model created: {job.model}")
        tell(session, job, "The job has successfully completed")


def _job(session: Session, job_id: str) -> Job:
    return session.exec(select(Job).where(Job.id == job_id)).one()


def _fail(session: Session, job: Job, code: str, reason: str, param: str | None) -> None:
    job.status = "failed"
    job.error = {"code": code, "message": reason, "param": param}
    job.finished_at = int(time.time())
    job.estimated_finish = None
    session.add(job)
    tell(session, job, f"The job failed: {reason}", "error")


def _lay_out(places: Places, job: Job, order: Order) -> None:
    folder = places.job(job.id)
    folder.root.mkdir(parents=True, exist_ok=True)
    for file, place in (
        (job.training_file, folder.training_file),
        (job.validation_file, folder.validation_file),
    ):
        if file is not None:
            place.unlink(missing_ok=True)
            os.link(places.file(file), place)  # the job keeps the file that its owner may delete
    durable.write(folder.order_file, order.model_dump_json())
