"""A real django-oscar shop as a process of its own, with what its customers and its people do."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import Any

import httpx

HERE = Path(__file__).resolve().parent
PYTHON = HERE.parents[1] / ".oscar" / "bin" / "python"
ADDRESS = {
    "first_name": "Ann", "last_name": "Lee", "line1": "1 High Street", "line4": "Berlin", "postcode": "10115",
    "phone_number": "+49 30 12345678",
}  # fmt: skip


class RunningOscar:
    """The shop, over its own API."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.settings = {"url": f"{self.url}/makegood", "token": "token-of-desk", "cancelled": ""}

    def order(self, **lines: int) -> int:
        """A guest buys shirts by size, through Oscar's own basket and checkout; the order's id."""
        with httpx.Client(base_url=f"{self.url}/api", timeout=20) as customer:
            listed = customer.get("/products/").json()
            for size, quantity in lines.items():
                product = next(one["url"] for one in listed if one["title"] == f"Shirt {size}")
                told = {"url": product, "quantity": quantity}
                customer.post("/basket/add-product/", json=told).raise_for_status()
            place = ADDRESS | {"country": f"{self.url}/api/countries/DE/"}
            bought = customer.post(
                "/checkout/",
                json={
                    "basket": customer.get("/basket/").json()["url"],
                    "guest_email": "ann@example.com",
                    "shipping_address": place,
                    "billing_address": place,
                },
            )
            assert bought.status_code == 200, bought.text
            return int(bought.json()["url"].rstrip("/").rsplit("/", 1)[1])

    def works(self, order_id: int, what: str, **told: Any) -> None:
        """`pay`, `ship`, `arrive`: as its people do."""
        address = f"{self.url}/back-office/{order_id}/{what}/"
        httpx.post(address, content=json.dumps(told), timeout=20).raise_for_status()


@contextmanager
def running_oscar(folder: Path) -> Iterator[RunningOscar]:
    with closing(socket()) as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    log = folder / "shop.log"
    with log.open("wb") as out:
        command = [PYTHON, "-W", "ignore", HERE / "shop" / "run.py", folder, str(port)]
        shop = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_for(port, shop, log)
        yield RunningOscar(port)
    finally:
        shop.kill()
        shop.wait()


def _wait_for(port: int, shop: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 50
    while time.monotonic() < until and shop.poll() is None:
        with closing(socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(log.read_text()[-3000:])
