"""A real Vendure as a process of its own, and what a customer and the shop's own people do in it."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".vendure" / "vendure"
PASSWORD = "only-for-tests"
RIGHTS = (
    "ReadCatalog", "ReadCustomer", "ReadOrder", "UpdateOrder",
    "CreateCustomerGroup", "ReadCustomerGroup", "CreatePromotion", "ReadPromotion",
)  # fmt: skip
"""As the connector's README names them."""
SETTLED = 'mutation($i:ID!){settleRefund(input:{id:$i,transactionId:"wire-1"}){__typename}}'
SENT = """mutation($i:FulfillOrderInput!){addFulfillmentToOrder(input:$i){
    __typename ... on Fulfillment{id} ... on ErrorResult{message}}}"""
MOVED = "mutation($i:ID!,$s:String!){transitionFulfillmentToState(id:$i,state:$s){__typename}}"


@dataclass
class Api:
    """One of its two interfaces; a session goes on from answer to answer."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)

    def __call__(self, query: str, **variables: Any) -> Any:
        told = {"query": query, "variables": variables}
        answer = httpx.post(self.url, json=told, headers=self.headers, timeout=30)
        if token := answer.headers.get("vendure-auth-token"):
            self.headers["Authorization"] = f"Bearer {token}"
        said = answer.json()
        assert "errors" not in said, said
        (thing,) = said["data"].values()
        return thing


@dataclass
class Vendure:
    """The shop: `admin` is its owner, `settings` what the desk is given, with the rights it asks for and no other."""

    port: int
    admin: Api
    settings: dict[str, str]

    def order(
        self, bought: dict[str, int], paid_by: str = "card", email: str = "ann@example.com"
    ) -> str:
        """A customer buys and pays; the order's id."""
        shop = Api(f"http://127.0.0.1:{self.port}/shop-api")
        known = {
            one["sku"]: one["id"] for one in self.admin("{productVariants{items{id sku}}}")["items"]
        }
        for sku, count in bought.items():
            shop(
                "mutation($v:ID!,$n:Int!){addItemToOrder(productVariantId:$v,quantity:$n){__typename}}",
                v=known[sku],
                n=count,
            )
        who = {"firstName": "Ann", "lastName": "Lee", "emailAddress": email}
        shop("mutation($i:CreateCustomerInput!){setCustomerForOrder(input:$i){__typename}}", i=who)
        where = {
            "fullName": "Ann Lee",
            "streetLine1": "1 Old Road",
            "city": "Bonn",
            "countryCode": "DE",
        }
        shop(
            "mutation($i:CreateAddressInput!){setOrderShippingAddress(input:$i){__typename}}",
            i=where,
        )
        ways = [one["id"] for one in shop("{eligibleShippingMethods{id}}")]
        shop(
            "mutation($i:[ID!]!){setOrderShippingMethod(shippingMethodId:$i){__typename}}",
            i=ways[:1],
        )
        shop('mutation{transitionOrderToState(state:"ArrangingPayment"){__typename}}')
        paid = "mutation($m:String!){addPaymentToOrder(input:{method:$m,metadata:{}}){__typename ... on Order{id}}}"
        return str(shop(paid, m=paid_by)["id"])

    def send(self, order_id: str, line_id: str, count: int, number: str) -> str:
        """Pieces go out in a parcel; its fulfilment's id."""
        arguments = [
            {"name": "method", "value": "Parcel post"},
            {"name": "trackingCode", "value": number},
        ]
        told = {
            "lines": [{"orderLineId": line_id, "quantity": count}],
            "handler": {"code": "manual-fulfillment", "arguments": arguments},
        }
        made = str(self.admin(SENT, i=told)["id"])
        self.move(made, "Shipped")
        return made

    def move(self, fulfilment_id: str, state: str) -> None:
        self.admin(MOVED, i=fulfilment_id, s=state)

    def refunds(self, order_id: str) -> list[Any]:
        asked = "query($i:ID!){order(id:$i){payments{refunds{id total state reason}}}}"
        return [
            one for paid in self.admin(asked, i=order_id)["payments"] for one in paid["refunds"]
        ]

    def state(self, order_id: str) -> str:
        return str(self.admin("query($i:ID!){order(id:$i){state}}", i=order_id)["state"])


@contextmanager
def vendure(log: Path) -> Iterator[Vendure]:
    """It runs until the block ends, and keeps nothing."""
    env = os.environ | {"VENDURE_PASSWORD": PASSWORD, "VENDURE_DISABLE_TELEMETRY": "true"}
    program = [str(PROGRAM), str(ROOT / "tests" / "vendure" / "shop" / "serve.js")]
    with log.open("w") as errors:
        running = subprocess.Popen(
            program, env=env, stdout=subprocess.PIPE, stderr=errors, text=True
        )
        try:
            assert running.stdout
            port = _port_said(running.stdout, log)
            yield _opened(port)
        finally:
            running.kill()
            running.wait()
            if running.stdout:
                running.stdout.close()


def _port_said(lines: Any, log: Path) -> int:
    for line in lines:
        if line.startswith('{"port"'):
            return int(json.loads(line)["port"])
    raise AssertionError(log.read_text()[-2000:])


def _opened(port: int) -> Vendure:
    admin = Api(f"http://127.0.0.1:{port}/admin-api")
    login = "mutation($u:String!,$p:String!){login(username:$u,password:$p){__typename}}"
    assert admin(login, u="superadmin", p=PASSWORD)["__typename"] == "CurrentUser"
    role = "mutation($i:CreateRoleInput!){createRole(input:$i){id}}"
    made = admin(role, i={"code": "desk", "description": "Desk", "permissions": list(RIGHTS)})
    person = {
        "firstName": "Desk", "lastName": "Desk", "emailAddress": "desk@shop.example",
        "password": PASSWORD, "roleIds": [made["id"]],
    }  # fmt: skip
    admin("mutation($i:CreateAdministratorInput!){createAdministrator(input:$i){id}}", i=person)
    settings = {"url": admin.url, "username": "desk@shop.example", "password": PASSWORD}
    return Vendure(port, admin, settings)
