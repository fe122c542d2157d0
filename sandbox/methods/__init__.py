"""Every method of the Web API that this Slack knows, by name."""

from __future__ import annotations

from sandbox.call import Method
from sandbox.methods import apps, chat, users

METHODS: dict[str, Method] = {
    method.name: method for module in (apps, chat, users) for method in module.METHODS
}
