"""Every sentence that a person reads, in their language: gettext catalogues, read once.

English is the source; a catalogue holds one translation per sentence. Sentences have named
places, filled in after translation. Babel loads when something is translated or formatted, so that
a command line in English doesn't wait for it.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.errors import Detail, TogiError

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ja")
SEPARATORS = {"en": ", ", "ja": "、"}

EVERY_SECOND, FIVE, MINUTE = 10, 5, 60  # seconds: which numbers of them are said


class Words:
    """One language: says sentences, counts, numbers and times as its natives do."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)

    def __call__(self, sentence: str, /, **details: Detail) -> str:
        return self._catalogue.gettext(sentence).format(**details)

    def count(self, number: int, one: str, many: str) -> str:
        """A sentence about `{n}` things."""
        return self._catalogue.ngettext(one, many, number).format(n=self.number(number))

    def error(self, error: TogiError) -> str:
        return self(error.template, **error.details)

    def several(self, things: Iterable[str]) -> str:
        """Things side by side: “a, b”, 「a、b」."""
        return SEPARATORS[self.language].join(things)

    def stated(self, name: str, value: str) -> str:
        """“name: value”; Slack sees bold only where a space is beside it."""
        if self.language != "ja":
            return f"{name}: {value}"
        before, after = " " * name.endswith("*"), " " * value.startswith("*")
        return f"{name}{before}：{after}{value}"  # noqa: RUF001 (as Japanese writes it)

    def joined(self, *sentences: str) -> str:
        """Sentences one after another; Japanese has no space between them."""
        return ("" if self.language == "ja" else " ").join(filter(None, sentences))

    def number(self, value: float, digits: int = 0) -> str:
        from babel.numbers import format_decimal

        pattern = "#,##0" + (f".{'0' * digits}" if digits else "")
        return format_decimal(value, format=pattern, locale=self.language)

    def percent(self, share: float) -> str:
        return f"{self.number(100 * share)}%"

    def money(self, amount: float, currency: str) -> str:
        """An amount in a currency; what costs something is never said to cost nothing."""
        from babel.numbers import format_currency, get_currency_precision

        smallest = 10.0 ** -get_currency_precision(currency)
        shown = max(amount, smallest) if amount else 0.0
        return format_currency(shown, currency, locale=self.language)

    def day(self, day: date) -> str:
        from babel.dates import format_date

        return format_date(day, "long", locale=self.language)

    def duration(self, seconds: float) -> str:
        """One number of one unit, no finer than an estimate is; hours and days from two on."""
        from babel.dates import format_timedelta

        whole = max(round(seconds), 1)
        whole = whole if whole < EVERY_SECOND else FIVE * round(whole / FIVE)
        return format_timedelta(
            timedelta(seconds=whole),
            granularity="second" if whole < MINUTE else "minute",
            threshold=2,
            locale=self.language,
        )

    def tongue(self, code: str) -> str:
        """The name of a language: `ja` is Japanese, 日本語."""
        from babel import Locale

        return str(Locale(self.language).languages.get(code, code))

    def when(self, moment: datetime, timezone: str) -> str:
        from babel.dates import format_datetime

        try:
            zone = ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")
        return format_datetime(moment, "medium", tzinfo=zone, locale=self.language)


def load() -> None:
    """Read all there is to read from the disk now, so that no event loop waits for it later."""
    for language in LANGUAGES:
        say = words_for(language)
        say.number(0)
        say.duration(0)
        say.when(datetime.fromtimestamp(0, UTC), "UTC")


def words_for(locale: str) -> Words:
    """The words for a locale as Slack names it (`ja-JP`); English for what we have no words in."""
    language = locale.replace("_", "-").partition("-")[0].lower()
    return _words(language if language in LANGUAGES else "en")


_words = cache(Words)  # by language: `ja-JP` must not read anew what `ja` has read


def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language, compiled in memory: no build step, nothing to go stale."""
    path = FOLDER / language / "LC_MESSAGES" / "togi.po"
    if not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
