"""Five hundred open pages on one stream process, and how soon the last of them hears of a new message."""

import asyncio
import subprocess
import sys
import time

import psycopg

from bench.desks import ROOT, Desk
from bench.pages import pss_mb
from bench.report import Report

PAGES = 500


def run(report: Report, desk: Desk, rounds: int) -> None:
    """Worst seconds until all have heard; the reference is one bare listener on the database."""
    before = pss_mb(desk)["stream"]
    worst, reference, memory = asyncio.run(_listen(desk, max(3, rounds)))
    report.add(
        f"sse.worst_s.{PAGES}", worst, "s", sorted(reference)[len(reference) // 2], "one LISTEN"
    )
    report.add("sse.kb_per_page", [(memory - before) * 1024 / PAGES], "kB")


async def _listen(desk: Desk, rounds: int) -> tuple[list[float], list[float], float]:
    cookie = f"makegood_session_{desk.port}={desk.facts['sessions'][0]}"
    pages = await asyncio.gather(*(_open(desk.port + 1, cookie) for _ in range(PAGES)))
    await asyncio.sleep(2)
    memory = pss_mb(desk)["stream"]
    worst, reference = [], []
    speaker = subprocess.Popen(
        [sys.executable, "-m", "bench.speaker", desk.facts["numbers"][0]],
        env=desk.environment,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert speaker.stdin
    assert speaker.stdout
    await asyncio.to_thread(speaker.stdout.readline)
    for _ in range(rounds):
        heard = [asyncio.create_task(_hear(reader)) for reader, _writer in pages]
        bare = asyncio.create_task(asyncio.to_thread(_bare_listener, desk.database()))
        await asyncio.sleep(1)
        speaker.stdin.write("now\n")
        speaker.stdin.flush()
        began = float(await asyncio.to_thread(speaker.stdout.readline))
        times = await asyncio.wait_for(asyncio.gather(*heard), 60)
        worst.append(max(times) - began)
        reference.append(await bare - began)
    speaker.stdin.close()
    speaker.wait(10)
    for _reader, writer in pages:
        writer.close()
    return worst, reference, memory


async def _open(port: int, cookie: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = (
        "GET /stream/?topics=inbox HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {cookie}",
        "Accept: text/event-stream",
    )
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 200 " in head, head
    return reader, writer


async def _hear(reader: asyncio.StreamReader) -> float:
    while True:
        line = await reader.readline()
        if b"MessageReceived" in line:
            return time.time()


def _bare_listener(database: str) -> float:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("LISTEN makegood")
        for notice in connection.notifies(timeout=60):
            if "MessageReceived" in notice.payload:
                return time.time()
    raise SystemExit("nobody said anything")
