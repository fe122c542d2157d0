"""Keys and tokens that open a service: who learns them can use them, and so can who asks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.datasets.checking.row import Row
from core.datasets.faults import Fault

# A key has a beginning of its own and, unlike the placeholder in a manual, digits.
_KEY = re.compile(
    r"(?<![A-Za-z0-9_])(?:"
    r"(?:xox[abceprs]|xapp)-(?=[A-Za-z-]{0,40}\d)[A-Za-z0-9-]{10,}"  # Slack
    r"|sk-(?=[A-Za-z_-]{0,80}\d)[\w-]{20,}"  # OpenAI and those that copied it
    r"|(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])"  # Amazon
    r"|gh[pousr]_(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}"
    r"|AIza[\w-]{35}"  # Google
    r"|hf_[A-Za-z0-9]{30,}"  # Hugging Face
    r"|[rs]k_live_[A-Za-z0-9]{16,}"  # Stripe
    r"|eyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{10}"  # a signed token
    r")"
    r"|hooks\.slack\.com/services/T\w+/B\w+/\w+"
    r"|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    re.ASCII,
)
# A password that is told: said to be one, with letters and digits or signs, and not spaced.
_PASSWORD = re.compile(
    r"(?:パスワード|暗証番号|(?<![A-Za-z])pass(?:word|code|phrase)(?![A-Za-z]))"
    r"[^\n。.?\uff1f!]{0,30}?(?:は|:|\uff1a|=|(?<![A-Za-z])is(?![A-Za-z])):?\s*[「『“\"'`]?"
    r"(?=[!-~]{0,40}[A-Za-z])(?=[!-~]{0,40}\d)(?P<password>[!-~]{6,64})",
    re.IGNORECASE,
)
_PASSWORD_SIGNS = ("パスワード", "暗証番号", "pass", "Pass", "PASS")
_SIGNS = ("AKIA", "ASIA", "AIza", "eyJ", "hooks.slack")
_SIGNS_WITH_HYPHEN = ("xox", "xapp-", "sk-", "glpat-", "-----BEGIN")
_SIGNS_WITH_UNDERSCORE = ("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "hf_", "k_live_")


class SecretKeys:
    """One finding a row."""

    def __init__(self) -> None:
        self._rows: list[int] = []

    def see(self, row: Row) -> None:
        text = "\n".join([*(text for _, text in row.messages), *row.worse])
        if has_secret_key(text) or has_password(text):
            self._rows.append(row.number)

    def findings(self) -> Iterable[Fault]:
        return (Fault(row, "secret") for row in self._rows)


def has_secret_key(text: str) -> bool:
    return _has_a_sign(text) and _KEY.search(text) is not None


def has_password(text: str) -> bool:
    """Whether a password is told, rather than spoken of."""
    if not any(sign in text for sign in _PASSWORD_SIGNS):
        return False
    told = (found["password"] for found in _PASSWORD.finditer(text))
    return any("://" not in one and "@" not in one[1:-4] for one in told)


def _has_a_sign(text: str) -> bool:
    return (
        any(sign in text for sign in _SIGNS)
        or ("-" in text and any(sign in text for sign in _SIGNS_WITH_HYPHEN))
        or ("_" in text and any(sign in text for sign in _SIGNS_WITH_UNDERSCORE))
    )
