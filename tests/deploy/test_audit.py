"""What the product is made of: every package is told with its licence, and some are refused."""

from __future__ import annotations

from deploy.audit import faults, licence_of, pinned


def test_every_package_of_an_installation_tells_a_licence_that_may_be() -> None:
    packages = pinned()
    assert packages["django"].startswith("5.2.")
    assert "torch" in packages
    licences = {name: licence_of(name) for name in packages}
    assert sum(found is not None for found in licences.values()) > 150
    assert faults(licences) == []


def test_a_licence_that_binds_a_service_is_refused() -> None:
    told = {"a": "MIT", "b": "GNU Affero General Public License v3", "c": "", "d": None}
    assert faults(told) == [
        "c: says nothing of its licence",
        "b: GNU Affero General Public License v3",
    ]
