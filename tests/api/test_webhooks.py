from makegood.hooks.models import Endpoint
from makegood.kernel.crypto import unseal
from makegood.kernel.models import KeptAnswer

SHOP = {
    "name": "Shop system",
    "url": "https://shop.example/hooks",
    "events": ["case.opened", "promise.broken"],
}


def test_a_program_asks_to_be_told_and_not_to_be(people, program_of):
    program = program_of(people.owner)

    made = program.post("/webhooks", SHOP)

    told, endpoint = made.json(), Endpoint.objects.get()
    assert made.status_code == 201
    assert told["secret"] == unseal(endpoint.secret)
    assert (told["url"], told["events"]) == (SHOP["url"], ["promise.broken", "case.opened"])
    assert endpoint.staff == people.owner

    del told["secret"]
    assert program.get("/webhooks").json() == {"items": [told]}
    assert program.delete(f"/webhooks/{told['id']}").json() == told
    assert program.get("/webhooks").json() == {"items": []}
    assert program.delete(f"/webhooks/{told['id']}").status_code == 404


def test_a_secret_that_is_told_again_is_not_kept_to_be_read(people, program_of):
    program = program_of(people.owner)

    first = program.post("/webhooks", SHOP, key="k")
    second = program.post("/webhooks", SHOP, key="k")

    assert second.json() == first.json()
    assert Endpoint.objects.count() == 1
    assert first.json()["secret"] not in KeptAnswer.objects.get().body


def test_nobody_is_told_what_their_key_may_not_read(people, program_of):
    program = program_of(people.owner, "webhooks", "promises:read")

    refused = program.post("/webhooks", SHOP)
    taken = program.post("/webhooks", SHOP | {"events": ["promise.made"]})

    assert (refused.status_code, refused.json()["details"]) == (403, {"scope": "cases:read"})
    assert taken.status_code == 201
    assert Endpoint.objects.get().kinds == ["promise.made"]


def test_an_address_in_a_private_network_is_refused_at_its_field(people, program_of):
    answer = program_of(people.owner).post("/webhooks", SHOP | {"url": "https://10.0.0.7/"})

    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["details"]["fields"]] == ["url"]
    assert not Endpoint.objects.exists()
