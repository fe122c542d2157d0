"""Files: in from people and modals, out from the app, never without the token."""

from __future__ import annotations

import io

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from tests.sandbox.conftest import Bench, Json, until

CSV = "question,answer\nなぜ,研ぐから\n".encode()


async def uploaded(
    bench: Bench, data: bytes = CSV, name: str = "faq.csv", person: str = "U0AIKO"
) -> Json:
    url = f"{bench.house.base_url}/people/upload"
    query = {"as": person, "name": name}
    async with bench.http.post(url, params=query, data=io.BytesIO(data)) as answer:
        return dict((await answer.json())["file"])


async def fetched(bench: Bench, url: str, token: str | None = None) -> tuple[int, str, bytes]:
    headers = {"authorization": f"Bearer {token}"} if token else {}
    async with bench.http.get(url, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_a_file_in_a_message_can_be_read_with_the_token(bench: Bench) -> None:
    togi = await bench.togi()
    file = await uploaded(bench)

    said = await bench.do("message", channel="D0AIKO", text="my data", files=[file["id"]])

    event = (await until(lambda: togi.heard_of("message")))[0]
    shared = event["files"][0]
    assert said["ok"]
    assert event["subtype"] == "file_share"
    assert shared["name"] == "faq.csv"
    assert shared["size"] == len(CSV)
    token = bench.house.tokens.bot_token
    assert await fetched(bench, shared["url_private_download"], token) == (200, "text/csv", CSV)


@pytest.mark.parametrize("token", [None, "xoxb-wrong"])
async def test_without_the_token_there_is_a_login_page(bench: Bench, token: str | None) -> None:
    file = await uploaded(bench)
    await bench.do("message", channel="D0AIKO", text="", files=[file["id"]])
    url = (await bench.client.files_info(file=file["id"]))["file"]["url_private_download"]

    status, content_type, body = await fetched(bench, url, token)

    assert (status, content_type) == (200, "text/html")
    assert b"Sign in" in body
    assert CSV not in body


async def test_a_download_can_be_sent_elsewhere(bench: Bench) -> None:
    file = await uploaded(bench)
    await bench.do("message", channel="D0AIKO", text="", files=[file["id"]])
    url = (await bench.client.files_info(file=file["id"]))["file"]["url_private"]
    await bench.control("fault", method="files.download", redirect_to="http://evil.example/")

    status, _, _ = await fetched(bench, url, bench.house.tokens.bot_token)

    assert status == 302


async def test_a_file_where_the_app_is_not_is_unknown_to_it(bench: Bench) -> None:
    file = await uploaded(bench)
    await bench.do("message", channel="C0RANDOM", text="", files=[file["id"]])

    with pytest.raises(SlackApiError) as caught:
        await bench.client.files_info(file=file["id"])

    assert caught.value.response["error"] == "file_not_found"


async def test_the_app_uploads_as_the_sdk_does(bench: Bench) -> None:
    said = await bench.do("message", channel="C0GENERAL", text="draw it")

    done = await bench.client.files_upload_v2(
        channel="C0GENERAL",
        thread_ts=said["ts"],
        filename="loss.png",
        content=b"\x89PNG",
        title="Loss",
        initial_comment="The curve",
        alt_txt="falls",
    )

    message = (await bench.messages("C0GENERAL", thread_ts=said["ts"]))[1]
    assert message["text"] == "The curve"
    assert message["files"][0]["title"] == "Loss"
    assert message["files"][0]["alt_txt"] == "falls"
    info = await bench.client.files_info(file=done["file"]["id"])
    assert info["file"]["shares"]["public"]["C0GENERAL"][0]["ts"] == message["ts"]
    page = f"{bench.house.base_url}/people/file/{done['file']['id']}/loss.png"
    assert await fetched(bench, page) == (200, "image/png", b"\x89PNG")


async def test_more_bytes_than_announced_are_refused(bench: Bench) -> None:
    ticket = await bench.client.files_getUploadURLExternal(filename="x.txt", length=3)

    async with bench.http.post(ticket["upload_url"], data=b"four") as answer:
        assert answer.status == 413
    async with bench.http.post(ticket["upload_url"], data=b"abc") as answer:
        assert answer.status == 404
    with pytest.raises(SlackApiError) as caught:
        await bench.client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])
    assert caught.value.response["error"] == "file_not_uploaded"


async def test_the_page_never_runs_what_was_uploaded(bench: Bench) -> None:
    file = await uploaded(bench, b"<script>alert(1)</script>", "x.html")

    async with bench.http.get(f"{bench.house.base_url}/people/file/{file['id']}/x.html") as answer:
        assert answer.headers["content-disposition"] == "attachment"
        assert answer.headers["content-security-policy"].startswith("sandbox")


async def test_a_name_with_a_path_stays_a_name(bench: Bench) -> None:
    file = await uploaded(bench, name="../../etc/passwd")

    assert file["name"] == "passwd"


async def test_a_file_in_a_modal_reaches_the_app(bench: Bench) -> None:
    form = {
        "type": "modal",
        "callback_id": "add",
        "title": {"type": "plain_text", "text": "Add"},
        "submit": {"type": "plain_text", "text": "Add"},
        "blocks": [
            {
                "type": "input",
                "block_id": "file",
                "label": {"type": "plain_text", "text": "File"},
                "element": {"type": "file_input", "action_id": "it", "filetypes": ["csv"]},
            }
        ],
    }
    got: list[Json] = []

    def set_up(app: AsyncApp) -> None:
        @app.view("add")
        async def added(ack: AsyncAck, view: Json) -> None:
            got.extend(view["state"]["values"]["file"]["it"]["files"])
            await ack()

    await bench.togi(set_up)
    view = await bench.client.views_open(
        trigger_id=bench.house.triggers.trigger("U0AIKO"), view=form
    )

    async def submit(file: Json) -> Json:
        value = {"type": "file_input", "files": [file["id"]]}
        state = {"values": {"file": {"it": value}}}
        return await bench.do("view/submit", view_id=view["view"]["id"], state=state)

    wrong = await submit(await uploaded(bench, name="notes.pdf"))
    large = await submit(await uploaded(bench, b"x" * (10 * 1024 * 1024 + 1)))
    file = await uploaded(bench)
    assert wrong["errors"]["file"] == "notes.pdf は使えません。使えるのは csv です。"
    assert "10 MB" in large["errors"]["file"]
    assert await submit(file) == {"ok": True}
    assert got[0]["id"] == file["id"]
    assert (await bench.client.files_info(file=file["id"]))["ok"]


async def test_a_deleted_file_is_gone(bench: Bench) -> None:
    done = await bench.client.files_upload_v2(channel="C0GENERAL", filename="a.txt", content="a")

    await bench.client.files_delete(file=done["file"]["id"])

    assert (await bench.messages("C0GENERAL"))[0]["files"][0]["mode"] == "tombstone"


async def test_a_picture_in_a_block_must_be_there_and_be_a_picture(bench: Bench) -> None:
    curve = await bench.client.files_upload_v2(channel="C0GENERAL", filename="a.png", content=b"x")
    notes = await bench.client.files_upload_v2(channel="C0GENERAL", filename="a.txt", content="x")

    def picture(file_id: str) -> list[Json]:
        return [{"type": "image", "alt_text": "a curve", "slack_file": {"id": file_id}}]

    shown = picture(curve["file"]["id"])
    assert (await bench.client.chat_postMessage(channel="C0GENERAL", text="x", blocks=shown))["ok"]
    for wrong in (notes["file"]["id"], "F0NOWHERE"):
        with pytest.raises(SlackApiError) as caught:
            await bench.client.chat_postMessage(
                channel="C0GENERAL", text="x", blocks=picture(wrong)
            )
        assert caught.value.response["errors"] == [
            "invalid slack file [json-pointer:/blocks/0/slack_file]"
        ]
