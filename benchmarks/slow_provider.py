"""A provider that speaks at a steady pace, and remembers when it began each answer.

    python benchmarks/slow_provider.py [--tokens 40] [--pause 0.05]

`/v1/begun` tells for each question when its first token left (monotonic seconds, which all
processes of a machine share), as often as it was asked.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections import defaultdict
from dataclasses import dataclass, field

from aiohttp import web

OWN = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "steady"}


@dataclass(slots=True)
class Speaker:
    tokens: int
    pause: float
    begun: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    async def speak(self, request: web.Request) -> web.StreamResponse:
        question = (await request.json())["messages"][-1]["content"]
        response = web.StreamResponse(headers={"content-type": "text/event-stream"})
        await response.prepare(request)
        for number in range(self.tokens):
            await asyncio.sleep(self.pause)
            await response.write(_chunk([{"index": 0, "delta": {"content": f"word{number} "}}]))
            if not number:
                self.begun[question].append(time.monotonic())
        usage = {"prompt_tokens": 5, "completion_tokens": self.tokens, "total_tokens": 45}
        await response.write(_chunk([], usage) + b"data: [DONE]\n\n")
        return response

    async def tell(self, _request: web.Request) -> web.Response:
        return web.json_response(self.begun)


def _chunk(choices: list[object], usage: dict[str, int] | None = None) -> bytes:
    return f"data: {json.dumps({**OWN, 'choices': choices, 'usage': usage})}\n\n".encode()


async def model(_request: web.Request) -> web.Response:
    return web.json_response({"id": "steady", "object": "model", "created": 1, "owned_by": "us"})


async def serve(speaker: Speaker) -> None:
    app = web.Application()
    app.add_routes(
        [
            web.post("/v1/chat/completions", speaker.speak),
            web.get("/v1/models/{name}", model),
            web.get("/v1/begun", speaker.tell),
        ]
    )
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    print(f"listening on http://127.0.0.1:{runner.addresses[0][1]}/v1", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tokens", type=int, default=40)
    arguments.add_argument("--pause", type=float, default=0.05, help="seconds before each token")
    given = arguments.parse_args()
    asyncio.run(serve(Speaker(given.tokens, given.pause)))


if __name__ == "__main__":
    main()
