"""Models: the bases on the allow-list, and what was trained on them."""

import shutil
from pathlib import Path

from fastapi import APIRouter
from sqlmodel import col, select

from trainer import weights
from trainer.bases import Base, Bundled, Local, UnknownBase, find
from trainer.places import Places
from trainer.protocol.errors import ApiError, no_such_model
from trainer.protocol.pages import Page, Shown, page
from trainer.store import Model, Store


def shown_base(base: Base, places: Places, **looked_up: bool) -> Shown:
    """A base; `looked_up` is what is known of one that was asked for by itself."""
    return {
        "id": base.id,
        "object": "model",
        "created": 0,
        "owned_by": "togi",
        "togi": {
            "kind": "base",
            "licence": base.licence,
            "languages": list(base.languages),
            "parameters": base.parameters,
            "download_bytes": base.download_bytes,
            "ram_bytes": base.ram_bytes,
            "seconds_per_example": base.seconds_per_example,
            "context": base.context,
            "counts_tokens": True,  # see counting.py
            "needs_network": not isinstance(base.source, Bundled | Local),
            "available": weights.is_ready(base, places.bases),
            **looked_up,
        },
    }


def shown(model: Model) -> Shown:
    return {
        "id": model.id,
        "object": "model",
        "created": model.created_at,
        "owned_by": "togi",
        "togi": {"kind": "fine-tuned", "base": model.base, "job": model.job, "step": model.step},
    }


def routes(store: Store, places: Places, bases: tuple[Base, ...]) -> APIRouter:
    router = APIRouter(prefix="/models")

    @router.get("")
    def list_models() -> Page:
        """Checkpoints can be asked for by name, and are listed with their job."""
        with store.begin() as session:
            finished = (
                select(Model).where(col(Model.step).is_(None)).order_by(col(Model.created_at))
            )
            tuned = [shown(model) for model in session.exec(finished)]
        rows = [*(shown_base(base, places) for base in bases), *tuned]
        return page(rows, len(rows))

    @router.get("/{name}")
    def retrieve(name: str) -> Shown:
        model = find_model(store, bases, name)
        if not isinstance(model, Base):
            return shown(model)
        reachable = weights.is_ready(model, places.bases) or weights.is_reachable(model)
        return shown_base(model, places, reachable=reachable)

    @router.delete("/{name}")
    def delete(name: str) -> Shown:
        model = find_model(store, bases, name)
        if isinstance(model, Base):
            message = f"The base model {name} belongs to the server and can't be deleted."
            raise ApiError(403, message, code="base_model", param="model")
        with store.begin() as session:
            session.delete(model)
        shutil.rmtree(Path(model.folder), ignore_errors=True)
        return {"id": name, "object": "model", "deleted": True}

    return router


def find_model(store: Store, bases: tuple[Base, ...], name: str) -> Base | Model:
    try:
        return find(bases, name)
    except UnknownBase:
        with store.begin() as session:
            model = session.exec(select(Model).where(Model.id == name)).first()
        if model is None:
            raise no_such_model(name) from None
        return model
