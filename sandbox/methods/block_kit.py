"""blocks.validate: Block Kit's rules, for everybody and without a token."""

from __future__ import annotations

from sandbox.blocks import message_faults, view_faults, written
from sandbox.call import Call, Kind, Method
from sandbox.json_types import JsonObject
from sandbox.rates import SPECIAL
from sandbox.refusal import Refusal


def validate(call: Call) -> JsonObject:
    given = [name for name in ("blocks", "message", "view") if call.has(name)]
    if len(given) != 1:
        raise Refusal("invalid_arguments", ["give exactly one of: blocks, message, view"])
    match given[0]:
        case "blocks":
            faults = message_faults(call.objects("blocks"))
        case "message":
            faults = message_faults(call.object("message").get("blocks"), at="/message/blocks")
        case _:
            faults = view_faults(call.object("view"))
    if faults:
        messages = written(faults)
        raise Refusal("invalid_blocks", messages, errors=messages)
    return {}


METHODS = (
    Method(
        "blocks.validate",
        validate,
        SPECIAL,
        takes={"blocks": Kind.OBJECTS, "message": Kind.OBJECT, "view": Kind.OBJECT},
        caller="anybody",
    ),
)
