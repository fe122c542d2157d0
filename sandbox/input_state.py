"""What people filled in: the state of a view's (or a message's) inputs."""

from __future__ import annotations

from sandbox.blocks import elements
from sandbox.file_wire import file_json
from sandbox.house import House
from sandbox.json_types import JsonObject

FILE_INPUT_BYTES = 10 * 1024 * 1024
_INCOMPLETE = "Please complete this required field."

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


def mistakes(house: House, blocks: list[JsonObject], state: JsonObject) -> dict[str, str]:
    """What Slack's own client refuses before the app hears of it: block_id → why."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        field, _ = _FIELDS[element["type"]]
        value = state[block["block_id"]][element["action_id"]][field]
        if not value and value != 0:
            if not block.get("optional"):
                found[block["block_id"]] = _INCOMPLETE
        elif problem := _mistake(house, element, value):
            found[block["block_id"]] = problem
    return found


def _mistake(house: House, element: JsonObject, value: object) -> str:
    match element["type"], value:
        case "plain_text_input", str():
            least, most = element.get("min_length", 0), element.get("max_length", 3000)
            if len(value) < least:
                return f"Please enter at least {least} characters."
            return f"Please enter at most {most} characters." if len(value) > most else ""
        case "number_input", str() | int() | float():
            return _number_mistake(element, str(value))
        case "email_text_input", str():
            return "" if "@" in value else "Please enter a valid email address."
        case "url_text_input", str():
            return "" if "://" in value else "Please enter a valid URL."
        case "file_input", list():
            return _file_mistake(house, element, value)
        case _:
            return ""


def _number_mistake(element: JsonObject, value: str) -> str:
    try:
        number = float(value)
        whole = number.is_integer()
    except ValueError:
        return "Please enter a number."
    if not element["is_decimal_allowed"] and not whole:
        return "Please enter a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Please enter at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Please enter at most {element['max_value']}."
    return ""


def _file_mistake(house: House, element: JsonObject, files: list[JsonObject]) -> str:
    if len(files) > element.get("max_files", 10):
        return f"Please add at most {element.get('max_files', 10)} files."
    allowed = element.get("filetypes")
    for one in files:
        file = house.workspace.files.get(one["id"])
        if file is None or not file.complete:
            return "Please wait until the upload has finished."
        if file.size > FILE_INPUT_BYTES:
            return f"{file.name} is larger than 10 MB."
        if allowed and file.filetype not in allowed:
            return f"{file.name} can't be used here. Allowed: {', '.join(allowed)}."
    return ""
