"""Who is in a channel, or in a user group."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

AT_ONCE = 1000  # as many as Slack tells in one answer


async def members_of(
    client: AsyncWebClient,
    channel: str,
    wanted: frozenset[str] = frozenset(),
    *,
    most: int | None = None,
) -> list[str]:
    """The ids of everybody in a channel, apps too.

    No further than until all `wanted` are found, or there are more than `most`.
    """
    members: list[str] = []
    cursor = ""
    while True:
        page = await client.conversations_members(channel=channel, limit=AT_ONCE, cursor=cursor)
        members += page["members"]
        cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
        is_enough = most is not None and len(members) > most
        if not cursor or is_enough or (wanted and wanted.issubset(members)):
            return members


async def group_members(client: AsyncWebClient, handle: str) -> list[str]:
    """The ids of everybody in a user group; none where there is no such group."""
    groups = (await client.usergroups_list(include_users=True))["usergroups"]
    named = (group["users"] for group in groups if group["handle"] == handle)
    return list(next(named, []))
