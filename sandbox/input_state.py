"""What people filled in: the state of a view's (or a message's) inputs."""

from __future__ import annotations

from sandbox.blocks import elements
from sandbox.file_wire import file_json
from sandbox.house import House
from sandbox.json_types import JsonObject
from sandbox.records import Member
from sandbox.sentences import sentence

FILE_INPUT_BYTES = 10 * 1024 * 1024

# element type → where its value stands in the state, and where its first value in the block
_FIELDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_LISTS = {"checkboxes", "file_input"}


def merged(before: JsonObject, given: JsonObject) -> JsonObject:
    """What was filled in before, with what is filled in now on top."""
    return before | {
        block_id: {**before.get(block_id, {}), **actions} for block_id, actions in given.items()
    }


def values(house: House, blocks: list[JsonObject], given: JsonObject) -> JsonObject:
    """block_id → action_id → value, for every input; what was not touched shows its first value."""
    state: JsonObject = {}
    for block in blocks:
        for element in elements(block):
            if element["type"] in _FIELDS:
                sent = given.get(block["block_id"], {}).get(element["action_id"])
                value = element_value(house, element, sent)
                state.setdefault(block["block_id"], {})[element["action_id"]] = value
    return state


def element_value(house: House, element: JsonObject, sent: JsonObject | None) -> JsonObject:
    """One element's value, as Slack writes it."""
    kind = element["type"]
    field, first = _FIELDS[kind]
    is_list = kind in _LISTS or kind.startswith("multi_")
    value = element.get(first) if sent is None else sent.get(field)
    if not value and value != 0:
        return {"type": kind, field: [] if is_list else None}
    if field == "selected_option":
        value = _whole(element, value)
    elif field == "selected_options":
        value = [_whole(element, one) for one in value]
    elif field == "files":
        value = [_file(house, one) for one in value]
    return {"type": kind, field: value}


def _whole(element: JsonObject, option: JsonObject) -> JsonObject:
    """The option as the app wrote it."""
    offered = list(element.get("options", []))
    for group in element.get("option_groups", []):
        offered += group["options"]
    return next((one for one in offered if one["value"] == option.get("value")), option)


def _file(house: House, sent: object) -> JsonObject:
    file_id = str(sent.get("id") if isinstance(sent, dict) else sent)
    file = house.workspace.files.get(file_id)
    return {"id": file_id} if file is None else file_json(house, file)


def mistakes(
    house: House, person: Member, blocks: list[JsonObject], state: JsonObject
) -> dict[str, str]:
    """What Slack's own client refuses before the app hears of it: block_id → why."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        field, _ = _FIELDS[element["type"]]
        value = state[block["block_id"]][element["action_id"]][field]
        if not value and value != 0:
            problem = None if block.get("optional") else _Mistake("incomplete")
        else:
            problem = _mistake(house, element, value)
        if problem is not None:
            found[block["block_id"]] = sentence(person, problem.name, **problem.details)
    return found


class _Mistake:
    """The name of a sentence, and what belongs into it."""

    def __init__(self, sentence_name: str, /, **details: object) -> None:
        self.name = sentence_name
        self.details = details


def _mistake(house: House, element: JsonObject, value: object) -> _Mistake | None:
    match element["type"], value:
        case "plain_text_input", str():
            return _text_mistake(element, value)
        case "number_input", str() | int() | float():
            return _number_mistake(element, str(value))
        case "email_text_input", str() if "@" not in value:
            return _Mistake("no_email")
        case "url_text_input", str() if "://" not in value:
            return _Mistake("no_url")
        case "file_input", list():
            return _file_mistake(house, element, value)
        case _:
            return None


def _text_mistake(element: JsonObject, value: str) -> _Mistake | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return _Mistake("too_short", least=least)
    return _Mistake("too_long", most=most) if len(value) > most else None


def _number_mistake(element: JsonObject, value: str) -> _Mistake | None:
    try:
        number = float(value)
    except ValueError:
        return _Mistake("no_number")
    if not element["is_decimal_allowed"] and not number.is_integer():
        return _Mistake("no_whole_number")
    if "min_value" in element and number < float(element["min_value"]):
        return _Mistake("too_small", least=element["min_value"])
    if "max_value" in element and number > float(element["max_value"]):
        return _Mistake("too_great", most=element["max_value"])
    return None


def _file_mistake(house: House, element: JsonObject, files: list[JsonObject]) -> _Mistake | None:
    most = element.get("max_files", 10)
    if len(files) > most:
        return _Mistake("too_many_files", most=most)
    allowed = element.get("filetypes")
    for one in files:
        file = house.workspace.files.get(one["id"])
        if file is None or not file.complete:
            return _Mistake("not_uploaded")
        if file.size > FILE_INPUT_BYTES:
            return _Mistake("file_too_large", name=file.name)
        if allowed and file.filetype not in allowed:
            return _Mistake("wrong_file", name=file.name, allowed=", ".join(allowed))
    return None
