"""Block Kit's rules: what Slack takes, where, and how much of it."""

from __future__ import annotations

from sandbox.blocks.rules import (
    checked,
    checked_view,
    elements,
    message_faults,
    view_faults,
    written,
)

__all__ = ["checked", "checked_view", "elements", "message_faults", "view_faults", "written"]
