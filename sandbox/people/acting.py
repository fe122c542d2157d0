"""What a person does with buttons, menus, modals and shortcuts."""

from __future__ import annotations

from sandbox import input_state, interactivity, modals
from sandbox.blocks import elements
from sandbox.delivery import Unanswered
from sandbox.json_types import JsonObject
from sandbox.people.asked import Asked
from sandbox.people.talking import notice
from sandbox.records import Channel, View
from sandbox.refusal import Refusal

_CHOSEN = ("text", "value", "style", "confirm", "placeholder", "accessibility_label", "icon")


async def action(asked: Asked) -> JsonObject:
    if asked.text("view_id"):
        return await _in_view(asked)
    return await _in_message(asked)


async def _in_view(asked: Asked) -> JsonObject:
    house, me, sent = asked.house, asked.me, asked.object("action")
    view = _view(asked)
    block, element = _element(view.body["blocks"], sent)
    taken = _taken(asked, block, element, sent)
    modals.filled_in(house, view, _filled(asked, block, element))
    house.workspace.keep(view)
    payload = interactivity.view_click(house, me, view)
    await _deliver(asked, None, payload | {"actions": [taken]})
    return {}


async def _in_message(asked: Asked) -> JsonObject:
    house, me, sent, channel = asked.house, asked.me, asked.object("action"), asked.channel()
    message = asked.message(channel, "message_ts")
    block, element = _element(message.blocks, sent)
    taken = _taken(asked, block, element, sent)
    key = (me.id, message.key)
    chosen = input_state.merged(house.choices.get(key, {}), _filled(asked, block, element))
    house.choices[key] = chosen
    state = input_state.values(house, message.blocks, chosen)
    payload = interactivity.message_click(house, me, channel, message, state)
    await _deliver(asked, channel, payload | {"actions": [taken]})
    return {}


def _filled(asked: Asked, block: JsonObject, element: JsonObject) -> JsonObject:
    """What the person filled in around the click, and with it."""
    given: JsonObject = asked.object("state").get("values", {})
    own = {block["block_id"]: {element["action_id"]: asked.object("action")}}
    return input_state.merged(given, own)


def _element(blocks: list[JsonObject], sent: JsonObject) -> tuple[JsonObject, JsonObject]:
    """The element that was used; what is not there can't be clicked."""
    for block in _all(blocks):
        for element in elements(block):
            if element["action_id"] == sent.get("action_id") and block["block_id"] == sent.get(
                "block_id"
            ):
                return block, element
    raise Refusal("action_not_found")


def _all(blocks: list[JsonObject]) -> list[JsonObject]:
    found: list[JsonObject] = []
    for block in blocks:
        children = block.get("child_blocks", [])
        found += [*_all(children), block] if children else [block]
    return found


def _taken(asked: Asked, block: JsonObject, element: JsonObject, sent: JsonObject) -> JsonObject:
    """actions[0]: the element as the app wrote it, with what the person chose."""
    visible = element.get("visible_to_user_ids")
    if visible and asked.me.id not in visible:
        raise Refusal("action_not_found")
    taken: JsonObject = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": asked.house.workspace.clock.ts(),
    }
    taken |= {name: element[name] for name in _CHOSEN if name in element}
    match element["type"]:
        case "feedback_buttons":
            taken |= _feedback(element, sent)
        case "overflow":
            wanted = sent.get("selected_option", {}).get("value")
            offered = [one for one in element["options"] if one["value"] == wanted]
            if not offered:
                raise Refusal("action_not_found")
            taken["selected_option"] = offered[0]
        case "button" | "icon_button":
            pass
        case _:
            taken |= input_state.element_value(asked.house, element, sent)
    return taken


def _feedback(element: JsonObject, sent: JsonObject) -> JsonObject:
    for side in ("positive_button", "negative_button"):
        if element[side]["value"] == sent.get("value"):
            return {"value": element[side]["value"], "text": element[side]["text"]}
    raise Refusal("action_not_found")


async def _deliver(asked: Asked, channel: Channel | None, payload: JsonObject) -> JsonObject:
    try:
        return await asked.house.delivery.ask("interactive", payload)
    except Unanswered as failure:
        notice(asked, channel, "trouble")
        raise Refusal(str(failure)) from None


def _view(asked: Asked) -> View:
    view = asked.house.workspace.views.get(asked.text("view_id"))
    if view is None or view.user != asked.me.id:
        raise Refusal("view_not_found")
    return view


def _top(asked: Asked) -> View:
    view = _view(asked)
    if asked.house.workspace.stacks.get(asked.me.id, [])[-1:] != [view.id]:
        raise Refusal("view_not_found")
    return view


async def submit(asked: Asked) -> JsonObject:
    house, me, view = asked.house, asked.me, _top(asked)
    state = modals.filled_in(house, view, asked.object("state").get("values", {}))
    if found := input_state.mistakes(house, me, view.body["blocks"], state):
        return {"response_action": "errors", "errors": found}
    _give_files(asked, state)
    house.workspace.keep(view)
    answer = await _deliver(asked, None, interactivity.submission(house, me, view))
    try:
        return _respond(asked, view, answer)
    except Refusal:
        notice(asked, None, "trouble")
        raise


def _give_files(asked: Asked, state: JsonObject) -> None:
    """From here on the app may read the files that were put into the form."""
    for actions in state.values():
        for value in actions.values():
            for one in value.get("files") or []:
                if (file := asked.house.workspace.files.get(one["id"])) is not None:
                    file.given_to_app = True
                    asked.house.workspace.keep(file)


def _respond(asked: Asked, view: View, answer: JsonObject) -> JsonObject:
    """What the app answered to a submission."""
    house, user = asked.house, asked.me.id
    kind = answer.get("response_action")
    match kind:
        case None:
            if asked.house.workspace.stacks.get(user, [])[-1:] == [view.id]:
                modals.close_top(house, user)
        case "clear":
            modals.clear(house, user)
        case "update":
            modals.update_view(house, view, answer.get("view") or {})
        case "push":
            modals.push_view(house, user, answer.get("view") or {})
        case "errors":
            return {"response_action": "errors", "errors": _errors(view, answer)}
        case _:
            raise Refusal("invalid_response_action")
    return {"response_action": kind} if kind else {}


def _errors(view: View, answer: JsonObject) -> JsonObject:
    """Errors must name input blocks of this view, or Slack shows none of them."""
    errors = answer.get("errors")
    inputs = {one["block_id"] for one in view.body["blocks"] if one["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise Refusal("invalid_errors")
    return errors


async def close(asked: Asked) -> JsonObject:
    house, me, view = asked.house, asked.me, _top(asked)
    stack = [house.workspace.views[one] for one in house.workspace.stacks[me.id]]
    clears = bool(view.body.get("clear_on_close"))
    if clears:
        modals.clear(house, me.id)
    else:
        modals.close_top(house, me.id)
    for one in reversed(stack) if clears else [view]:
        if one.body.get("notify_on_close"):
            payload = interactivity.closing(me, one, cleared=clears)
            await _deliver(asked, None, payload)
    return {}


async def shortcut(asked: Asked) -> JsonObject:
    house, me, callback_id = asked.house, asked.me, asked.text("callback_id")
    declared = house.manifest.shortcut(callback_id)
    if declared is None:
        raise Refusal("unknown_shortcut")
    if declared["type"] == "global":
        await _deliver(asked, None, interactivity.global_shortcut(house, me, callback_id))
        return {}
    channel = asked.channel()
    message = asked.message(channel, "message_ts")
    payload = interactivity.message_shortcut(house, me, callback_id, channel, message)
    await _deliver(asked, channel, payload)
    return {}
