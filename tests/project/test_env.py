from ipaddress import ip_network

import pytest

from makegood.project import env


def test_networks_are_read_with_spaces_or_commas_between(monkeypatch):
    monkeypatch.setenv("MAKEGOOD_HOOK_NETWORKS", "10.1.0.0/16, fd00::/8 127.0.0.1")

    assert env.networks("HOOK_NETWORKS") == (
        ip_network("10.1.0.0/16"),
        ip_network("fd00::/8"),
        ip_network("127.0.0.1/32"),
    )
    monkeypatch.delenv("MAKEGOOD_HOOK_NETWORKS")
    assert env.networks("HOOK_NETWORKS") == ()


def test_what_is_no_network_is_refused_by_the_name_of_its_setting(monkeypatch):
    monkeypatch.setenv("MAKEGOOD_HOOK_NETWORKS", "10.1.2.3/16")

    with pytest.raises(env.BadEnvironment, match="MAKEGOOD_HOOK_NETWORKS: expected networks"):
        env.networks("HOOK_NETWORKS")
