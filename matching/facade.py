"""Placeholder until the engine lands."""

from types import SimpleNamespace


def configure(**kw):
    pass


def warm_up():
    pass


def unit_known(unit: str) -> bool:
    return True


def encoder_version():
    return "none"


def active_release():
    return SimpleNamespace(name="none")
