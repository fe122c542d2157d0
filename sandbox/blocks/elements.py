"""Interactive elements, and in which block each may stand."""

from __future__ import annotations

from sandbox.blocks.composition import (
    ACTION_ID,
    CONFIRM,
    DISPATCH,
    FILTER,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    RICH_OPTION,
    SLACK_FILE,
    URL,
    distinct_values,
    image_url,
    initial_among_options,
    plain,
)
from sandbox.blocks.rich import RICH_TEXT
from sandbox.blocks.shapes import (
    Shape,
    all_of,
    by_type,
    exactly_one,
    fields,
    flag,
    items,
    one_of,
    text,
    whole,
)

_VISIBLE_TO = {"visible_to_user_ids": items(text(20), 10)}
_FOCUS = {"focus_on_load": flag}
_PLACEHOLDER = {"placeholder": plain(150)}
_CONFIRM = {"confirm": CONFIRM}
_CHOICE = {**ACTION_ID, **_PLACEHOLDER, **_CONFIRM, **_FOCUS}
_TYPING = {**ACTION_ID, **_PLACEHOLDER, **_FOCUS, "dispatch_action_config": DISPATCH}
_MOST_CHOSEN = {"max_selected_items": whole(1, 100)}
_ID = text(50)

BUTTON = fields(
    {"text": plain(75)},
    {
        **ACTION_ID,
        **_CONFIRM,
        **_VISIBLE_TO,
        "url": URL,
        "value": text(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": text(75),
        "agent_prompt": text(4000),
    },
)
_FEEDBACK_BUTTON = fields(
    {"text": plain(75), "value": text(2000)}, {"accessibility_label": text(75)}
)
FEEDBACK_BUTTONS = fields(
    {"positive_button": _FEEDBACK_BUTTON, "negative_button": _FEEDBACK_BUTTON}, ACTION_ID
)
ICON_BUTTON = fields(
    {"icon": one_of("trash"), "text": plain(75)},
    {
        **ACTION_ID,
        **_CONFIRM,
        **_VISIBLE_TO,
        "value": text(2000),
        "accessibility_label": text(75),
    },
)
IMAGE_ELEMENT = all_of(
    fields({"alt_text": text(2000)}, {"image_url": image_url, "slack_file": SLACK_FILE}),
    exactly_one("image_url", "slack_file"),
)


def _listed(extra: dict[str, Shape]) -> Shape:
    """A menu with options of its own."""
    return all_of(
        fields(
            None,
            {
                **_CHOICE,
                **extra,
                "options": items(OPTION, 100),
                "option_groups": items(OPTION_GROUP, 100),
            },
        ),
        exactly_one("options", "option_groups"),
        distinct_values("options"),
        initial_among_options,
    )


_SINGLE: dict[str, Shape] = {
    "static_select": _listed({"initial_option": OPTION}),
    "external_select": fields(
        None, {**_CHOICE, "initial_option": OPTION, "min_query_length": whole(0, 1000)}
    ),
    "users_select": fields(None, {**_CHOICE, "initial_user": _ID}),
    "conversations_select": fields(
        None,
        {
            **_CHOICE,
            "initial_conversation": _ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        },
    ),
    "channels_select": fields(
        None, {**_CHOICE, "initial_channel": _ID, "response_url_enabled": flag}
    ),
}
_MULTI: dict[str, Shape] = {
    "multi_static_select": _listed({**_MOST_CHOSEN, "initial_options": items(OPTION, 100)}),
    "multi_external_select": fields(
        None,
        {
            **_CHOICE,
            **_MOST_CHOSEN,
            "initial_options": items(OPTION, 100),
            "min_query_length": whole(0, 1000),
        },
    ),
    "multi_users_select": fields(
        None, {**_CHOICE, **_MOST_CHOSEN, "initial_users": items(_ID, 100)}
    ),
    "multi_conversations_select": fields(
        None,
        {
            **_CHOICE,
            **_MOST_CHOSEN,
            "initial_conversations": items(_ID, 100),
            "default_to_current_conversation": flag,
            "filter": FILTER,
        },
    ),
    "multi_channels_select": fields(
        None, {**_CHOICE, **_MOST_CHOSEN, "initial_channels": items(_ID, 100)}
    ),
}
_BOXES: dict[str, Shape] = {
    "radio_buttons": all_of(
        fields(
            {"options": items(RICH_OPTION, 10)},
            {**ACTION_ID, **_CONFIRM, **_FOCUS, "initial_option": RICH_OPTION},
        ),
        distinct_values("options"),
        initial_among_options,
    ),
    "checkboxes": all_of(
        fields(
            {"options": items(RICH_OPTION, 10)},
            {**ACTION_ID, **_CONFIRM, **_FOCUS, "initial_options": items(RICH_OPTION, 10)},
        ),
        distinct_values("options"),
        initial_among_options,
    ),
}
_DATES: dict[str, Shape] = {
    "datepicker": fields(None, {**_CHOICE, "initial_date": text(10, 10)}),
    "timepicker": fields(None, {**_CHOICE, "initial_time": text(5, 5), "timezone": text(100)}),
}
_DATE_TIME: dict[str, Shape] = {
    "datetimepicker": fields(
        None, {**ACTION_ID, **_CONFIRM, **_FOCUS, "initial_date_time": whole(10**9, 10**10 - 1)}
    ),
}
_TYPED: dict[str, Shape] = {
    "plain_text_input": fields(
        None,
        {
            **_TYPING,
            "initial_value": text(3000, 0),
            "multiline": flag,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
    ),
    "email_text_input": fields(None, {**_TYPING, "initial_value": text(3000)}),
    "url_text_input": fields(None, {**_TYPING, "initial_value": text(3000)}),
    "number_input": fields(
        {"is_decimal_allowed": flag},
        {
            **_TYPING,
            "initial_value": text(50),
            "min_value": text(50),
            "max_value": text(50),
        },
    ),
    "rich_text_input": fields(None, {**_TYPING, "initial_value": RICH_TEXT}),
}
FILE_INPUT = fields(
    None, {**ACTION_ID, "filetypes": items(text(50), 100), "max_files": whole(1, 10)}
)
_BUTTONS: dict[str, Shape] = {
    "button": BUTTON,
    "overflow": all_of(
        fields({"options": items(OVERFLOW_OPTION, 5)}, {**ACTION_ID, **_CONFIRM}),
        distinct_values("options"),
    ),
}

IN_ACTIONS = by_type({**_BUTTONS, **_SINGLE, **_BOXES, **_DATES, **_DATE_TIME}, "element")
IN_SECTION = by_type(
    {**_BUTTONS, **_SINGLE, **_MULTI, **_BOXES, **_DATES, "image": IMAGE_ELEMENT}, "element"
)
_INPUTS = {**_TYPED, **_SINGLE, **_MULTI, **_BOXES, **_DATES, **_DATE_TIME}
IN_INPUT = by_type(_INPUTS, "element")
IN_MODAL_INPUT = by_type({**_INPUTS, "file_input": FILE_INPUT}, "element")
IN_CONTEXT_ACTIONS = by_type(
    {"feedback_buttons": FEEDBACK_BUTTONS, "icon_button": ICON_BUTTON}, "element"
)
IN_CONTEXT = by_type(
    {
        "image": IMAGE_ELEMENT,
        "plain_text": fields({"text": text(3000)}, {"emoji": flag}),
        "mrkdwn": fields({"text": text(3000)}, {"verbatim": flag}),
    },
    "element",
)
ONLY_BUTTONS = by_type({"button": BUTTON}, "element")
