"""The JSON that crosses the wire: Slack's shapes are checked by rule, not by type."""

from __future__ import annotations

from typing import Any

JsonObject = dict[str, Any]
