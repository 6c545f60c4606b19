"""Every address that is read by GET, with the ids of what there is: from the URL conf, not by hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

from backend.catalog.kinds import KINDS
from backend.catalog.models import Listing
from backend.core.lifecycles import LIFECYCLES

# Not ours, without content of people, or without end: the administration is for operators alone, and
# test_webhooks reads the stream.
APART = ("admin/", "accounts/", "_allauth/", "metrics", "api/v1/events/stream/", "anymail/")
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
EACH = 2  # rows of a table
WORDS = {"kind": tuple(KINDS), "state": ("open",), "side": ("need", "offer")}
ALIKE = {"owner_id": "organisation", "asked_id": "problem_need", "number": "sitting", "pk": ""}


def patterns(inside: Any, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Each pattern with the whole of its address."""
    for entry in inside:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield path, entry


def addresses(listings: list[Listing]) -> list[str]:
    """All that a reader may ask for; of listings those given."""
    of = _Ids(tuple(row.pk for row in listings))
    found: dict[str, None] = {}
    for path, entry in patterns(get_resolver().url_patterns):
        actions = getattr(entry.callback, "actions", {"get": ""})
        posted = "act>" in path  # acts are posted; test_lifecycles walks them
        if path.startswith(APART) or posted or "get" not in actions:
            continue
        for address in _filled(path, entry, of):
            found[address] = None
    return list(found)


class _Ids:
    """Ids of what there is by the name of an address's part."""

    def __init__(self, listings: tuple[int, ...]) -> None:
        self.listings = listings
        self.of = cache(self._of)

    def _of(self, model: type[Model]) -> list[Any]:
        if model is Listing:
            return list(self.listings)
        return list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:EACH])


def _filled(path: str, entry: URLPattern, of: _Ids) -> Iterator[str]:
    path = path.replace("^", "").replace("$", "").replace("\\.", ".")
    parts = list(PARAMETER.finditer(path))
    names = [found.group(2) or found.group(3) for found in parts]
    if "format" in names:
        return
    if "subject" in names:
        for name, lifecycle in LIFECYCLES.items():
            for pk in of.of(lifecycle.model):
                yield _with(path, parts, (name, pk, *(["1"] * (len(parts) - 2))))
        return
    choices = [_choices(name, entry, of) for name in names]
    for values in product(*choices):
        yield _with(path, parts, values)


def _with(path: str, parts: list[re.Match[str]], values: tuple[Any, ...]) -> str:
    for found, value in zip(reversed(parts), reversed(values), strict=True):
        path = path[: found.start()] + str(value) + path[found.end() :]
    return "/" + path


def _choices(name: str, entry: URLPattern, of: _Ids) -> tuple[Any, ...]:
    if name in WORDS:
        return WORDS[name]
    model = _model(name, entry)
    return tuple(of.of(model)) or (1,) if model is not None else ("1",)


def _model(name: str, entry: URLPattern) -> type[Model] | None:
    """Of which table an address's part is the id: of its viewset's, or of the table of that name."""
    viewset = getattr(entry.callback, "cls", None)
    queryset = getattr(viewset, "queryset", None)
    if name == "pk" and queryset is not None:
        found: type[Model] = queryset.model
        return found
    callback: Callable[..., Any] = entry.callback
    app = callback.__module__.split(".")[1] if "." in callback.__module__ else ""
    wanted = ALIKE.get(name, name.removesuffix("_id"))
    if wanted in LIFECYCLES:
        return LIFECYCLES[wanted].model
    tables = [m for m in apps.get_models() if m._meta.model_name == wanted.replace("_", "")]
    own = [m for m in tables if m._meta.app_label == app]
    return next(iter(own or tables), None)
