"""Placeholder until the engine lands."""

from .contracts import IndexUnavailable


def configure(**kw):
    pass


def search(query):
    raise IndexUnavailable("not yet")


def index(documents, wait=True):
    raise IndexUnavailable("not yet")


def candidates_for(query):
    raise IndexUnavailable("not yet")


def versions(ids):
    raise IndexUnavailable("not yet")
