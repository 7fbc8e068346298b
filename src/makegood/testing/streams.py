"""Many open desk pages at once, over real sockets: for the tests and the benchmark of the live stream."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit


@dataclass
class OpenPage:
    """One page's stream: what it was told, and when (by `time.monotonic`)."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    told: list[tuple[float, dict[str, Any]]] = field(default_factory=list)

    async def read_head(self) -> None:
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        self.status = int(lines[0].split()[1])
        pairs = (line.split(": ", 1) for line in lines[1:] if ": " in line)
        self.headers = {name.lower(): value for name, value in pairs}

    async def listen(self) -> None:
        """Note each event until the stream ends."""
        while line := await self.reader.readline():
            if line.startswith(b"data: "):
                self.told.append((time.monotonic(), json.loads(line[6:])))

    async def until_told(self, count: int, seconds: float = 10) -> None:
        """Wait until `count` events were told."""
        async with asyncio.timeout(seconds):
            while len(self.told) < count:
                await asyncio.sleep(0.005)


@asynccontextmanager
async def open_page(url: str, **headers: str) -> AsyncIterator[OpenPage]:
    """A page that subscribed at `url` and has seen the stream begin."""
    parts = urlsplit(url)
    assert parts.hostname
    assert parts.port
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    asked = {"Host": parts.netloc, "Accept": "text/event-stream", **headers}
    lines = [f"GET {parts.path}?{parts.query} HTTP/1.1", *(f"{k}: {v}" for k, v in asked.items())]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    page = OpenPage(reader, writer)
    await page.read_head()
    listening = asyncio.create_task(page.listen())
    try:
        yield page
    finally:
        listening.cancel()
        writer.close()
        await asyncio.gather(listening, writer.wait_closed(), return_exceptions=True)


async def seconds_until_all_know(
    url: str, pages: int, say: Callable[[], object], *, cookie: str
) -> list[float]:
    """Open `pages` streams at `url`, have something said, and tell after how long each page knew of it."""
    async with _many(url, pages, cookie) as opened:
        began = time.monotonic()
        await asyncio.to_thread(say)
        await asyncio.gather(*(page.until_told(1, 30) for page in opened))
        return sorted(page.told[0][0] - began for page in opened)


@asynccontextmanager
async def _many(url: str, count: int, cookie: str) -> AsyncIterator[list[OpenPage]]:
    # A few at a time: the listen backlog is no part of what is measured.
    gate = asyncio.Semaphore(50)

    async def enter() -> tuple[Any, OpenPage]:
        async with gate:
            context = open_page(url, Cookie=cookie)
            return context, await context.__aenter__()

    entered = await asyncio.gather(*(enter() for _ in range(count)))
    try:
        yield [page for _, page in entered]
    finally:
        await asyncio.gather(
            *(context.__aexit__(None, None, None) for context, _ in entered),
            return_exceptions=True,
        )
