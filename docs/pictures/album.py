"""One language's pictures of one workspace, light and dark, small enough to be kept."""
# ruff: noqa: INP001 (a script in a folder of pictures)

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.e2e.test_ratings_in_slack import modal
from tests.e2e.workspace import AIKO, BEN, SUPPORT, Workspace, until

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1200, 800
LOADED = "[...document.images].every((image) => image.complete)"
COLOURS, EXACT = 256, 24
PEOPLE = {"en": BEN, "ja": AIKO}


@dataclass
class Album:
    """One language's pictures of one workspace."""

    togi: Workspace
    page: Page
    language: str

    @property
    def person(self) -> str:
        return PEOPLE[self.language]

    @property
    def direct(self) -> str:
        return f"D{self.person[1:]}"

    def take(
        self, name: str, place: str, shows: str, *, height: int = HEIGHT, tab: str = ""
    ) -> None:
        """Photograph a place, once it shows something, light and dark."""
        self.page.set_viewport_size({"width": WIDTH, "height": height})
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            self.page.goto("about:blank")
            self.page.goto(f"{self.togi.slack}/?as={self.person}#{place}")
            self.page.wait_for_selector("body[data-ready]")
            for fold in self.page.locator(".ephemeral .fold-button").all():
                fold.click()
            if tab:
                self.page.locator(f"[data-tab={tab}]").click()
            self.page.wait_for_selector(shows)
            until(lambda: self.page.evaluate(LOADED), "the pictures on the page")
            self.page.wait_for_timeout(300)  # fonts and the last scroll
            self._keep(f"{name}-{self.language}-{scheme}.png")

    def _keep(self, file: str) -> None:
        whole = Image.open(io.BytesIO(self.page.screenshot(animations="disabled"))).convert("RGB")
        few(whole).save(HERE / file, optimize=True)
        print(file, (HERE / file).stat().st_size // 1024, "KB", flush=True)  # noqa: T201 (a script)

    def modal(self, name: str, holding: str, *, place: str = SUPPORT, height: int = HEIGHT) -> None:
        """Photograph the form that is open, and close it."""
        view = modal(self.togi, self.person, holding)
        self.take(name, place, "dialog.modal", height=height)
        self.togi.post("/people/view/close", **{"as": self.person}, view_id=view["id"])


def few(whole: Image.Image) -> Image.Image:
    """In few colours: surfaces keep theirs to the letter, what is rare keeps its hue."""
    pixels = whole.tobytes()
    counted = Counter(zip(pixels[::3], pixels[1::3], pixels[2::3], strict=True))
    commonest = [colour for colour, _ in counted.most_common(EXACT)]
    others = whole.quantize(COLOURS - EXACT, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([*(part for colour in commonest for part in colour), *others])
    return whole.quantize(palette=palette, dither=Image.Dither.NONE)
