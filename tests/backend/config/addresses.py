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

from backend.catalog.models import Listing
from backend.core.lifecycles import LIFECYCLES
from backend.core.subjects import _TYPES

# Not ours, without content of people, or without end: the administration is for operators alone, and
# test_webhooks reads the stream.
APART = (
    *("admin/", "accounts/", "_allauth/", "metrics", "anymail/"),
    *("api/v1/schema/", "api/v1/docs/", "api/v1/events/stream/"),
)
PARTS = ("deal", "listing")  # of the others the files stand for all that hangs on a subject
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
WORDS = {"kind": ("need", "achievement"), "state": ("open",), "side": ("need", "offer")}
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
    """All that a reader may ask for: of each table its first thing, of listings those given."""
    found: dict[str, None] = {}
    for path, entry in patterns(get_resolver().url_patterns):
        actions = getattr(entry.callback, "actions", {"get": ""})
        posted = "act>" in path  # acts are posted; test_lifecycles walks them
        if path.startswith(APART) or posted or "get" not in actions:
            continue
        for address in _filled(path, entry, listings):
            found[address] = None
    return list(found)


def _filled(path: str, entry: URLPattern, listings: list[Listing]) -> Iterator[str]:
    path = path.replace("^", "").replace("$", "").replace("\\.", ".")
    parts = list(PARAMETER.finditer(path))
    names = [found.group(2) or found.group(3) for found in parts]
    if "format" in names:
        return
    if "subject" in names:
        for name in sorted(_TYPES) if "files/" in path else PARTS:
            for pk in _choices(f"{name}_id", entry, listings):
                yield _with(path, parts, (name, pk, *(["1"] * (len(parts) - 2))))
        return
    for values in product(*(_choices(name, entry, listings) for name in names)):
        yield _with(path, parts, values)


def _with(path: str, parts: list[re.Match[str]], values: tuple[Any, ...]) -> str:
    for found, value in zip(reversed(parts), reversed(values), strict=True):
        path = path[: found.start()] + str(value) + path[found.end() :]
    return "/" + path


def _choices(name: str, entry: URLPattern, listings: list[Listing]) -> tuple[Any, ...]:
    if name in WORDS:
        return WORDS[name]
    model = _model(name, entry)
    if model is Listing:
        return _listings(entry, listings)
    return _first(model) if model is not None else ("1",)


@cache
def _first(model: type[Model]) -> tuple[Any, ...]:
    return tuple(model._default_manager.order_by("pk").values_list("pk", flat=True)[:1]) or (1,)


def _listings(entry: URLPattern, listings: list[Listing]) -> tuple[int, ...]:
    """All of them on the page of one, by the API those of its kind, elsewhere the best kept ones."""
    kind = getattr(getattr(entry.callback, "cls", None), "kind", None)
    if kind is not None:
        listings = [row for row in listings if row.kind == kind.name]
    elif entry.name != "listing":
        listings = sorted(listings, key=lambda row: row.disclosure != "confidential")[:4]
    return tuple(row.pk for row in listings)


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
