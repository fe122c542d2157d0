r"""A provider that speaks as slowly and as much as the question says, as a process of its own.

A question holds `words=60 pause=0.05` (seconds between two words) or `text=…` with `\\n` for new
lines; `who=1` is answered with the model's name. A model whose name ends in `-until-` and a day
stops answering then. What it was asked and who hung up is listed at `/heard`. A file of questions
with answers, given as an argument, is spoken in small pieces to whoever ends with such a question.
`dies=5x4` drops the line after five words, the first four times that it is asked.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from aiohttp import web

DIES = re.compile(r"dies=(\d+)x(\d+)")
WORDS, PAUSE, TEXT = (re.compile(p) for p in (r"words=(\d+)", r"pause=([\d.]+)", r"text=(.*)"))
SCRIPTED_PAUSE = 0.15


@dataclass
class Heard:
    """One question as it came, and how far its answer got."""

    messages: list[dict[str, str]]
    model: str = ""
    spoken: int = 0
    ended: str = ""  # "whole" or "hung up"


def words_for(question: str, model: str) -> list[str]:
    if "who=1" in question:
        return [f"{model} says yes."]
    if found := TEXT.search(question):
        return re.findall(r"\s*\S+", found[1].replace("\\n", "\n"))
    count = int(found[1]) if (found := WORDS.search(question)) else 3
    return [f"word{number} " for number in range(count)]


def dies_after(question: str, heard: list[Heard]) -> int | None:
    """After how many words the line goes dead, the first few times that this is asked."""
    asked = sum(one.messages[-1]["content"] == question for one in heard)
    found = DIES.search(question)
    return int(found[1]) if found and asked <= int(found[2]) else None


async def speak(request: web.Request) -> web.StreamResponse:
    body = await request.json()
    heard = Heard(body["messages"], body["model"])
    request.app[HEARD].append(heard)
    question = heard.messages[-1]["content"]
    pause = float(found[1]) if (found := PAUSE.search(question)) else 0.0
    words = words_for(question, body["model"])
    asked = f"{body['model']}: {question}"  # a script may hold what one model alone says
    if scripted := [a for q, a in request.app[SCRIPT].items() if asked.endswith(q)]:
        pause, words = SCRIPTED_PAUSE, re.findall(r"\s*\S{1,6}", scripted[0])
    response = web.StreamResponse(headers={"content-type": "text/event-stream"})
    await response.prepare(request)
    try:
        for number, word in enumerate(words):
            await asyncio.sleep(pause)
            if number == dies_after(question, request.app[HEARD]) and request.transport:
                request.transport.abort()
            await response.write(_chunk([{"index": 0, "delta": {"content": word}}], None))
            heard.spoken += 1
        usage = {"prompt_tokens": 5, "completion_tokens": heard.spoken, "total_tokens": 5}
        await response.write(_chunk([], usage))
        await response.write(b"data: [DONE]\n\n")
    except (ConnectionError, asyncio.CancelledError):
        heard.ended = "hung up"
        raise
    heard.ended = "whole"
    return response


def _chunk(choices: list[object], usage: dict[str, int] | None) -> bytes:
    own = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "slow"}
    return f"data: {json.dumps({**own, 'choices': choices, 'usage': usage})}\n\n".encode()


async def describe(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    _, _, day = name.partition("-until-")
    own = {"id": name, "object": "model", "created": 1, "owned_by": "nobody"}
    return web.json_response({**own, "shutdown_date": day or None})


async def tell(request: web.Request) -> web.Response:
    return web.json_response([asdict(one) for one in request.app[HEARD]])


HEARD: web.AppKey[list[Heard]] = web.AppKey("heard", list)
SCRIPT: web.AppKey[dict[str, str]] = web.AppKey("script", dict)


async def main(script: dict[str, str]) -> None:
    app = web.Application()
    app[HEARD] = []
    app[SCRIPT] = script
    app.add_routes(
        [
            web.post("/v1/chat/completions", speak),
            web.get("/v1/models/{name}", describe),
            web.get("/v1/heard", tell),
        ]
    )
    runner = web.AppRunner(app, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)  # noqa: T201 (the test waits for it)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text()) if sys.argv[1:] else {}))
