"""Every method of the Web API that this Slack knows, by name."""

from __future__ import annotations

from sandbox.call import Method
from sandbox.methods import (
    apps,
    assistant,
    block_kit,
    chat,
    conversations,
    files,
    reactions,
    streams,
    users,
    views,
)

_MODULES = (
    apps,
    assistant,
    block_kit,
    chat,
    conversations,
    files,
    reactions,
    streams,
    users,
    views,
)
METHODS: dict[str, Method] = {
    method.name: method for module in _MODULES for method in module.METHODS
}
