"""The acts of a thing with states as operations of the API, read off its lifecycle."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, TypeVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from backend.core.lifecycles import NOTE_LENGTH, Lifecycle, Transition

from .schemas import OptionalRevisionInput, RevisionInput, refusals

V = TypeVar("V", bound=type)


def with_acts(
    lifecycle: Lifecycle[Any],
    services: Mapping[str, Callable[..., Any]],
    output: type[serializers.BaseSerializer[Any]],
    *,
    apart: Collection[str] = (),
) -> Callable[[V], V]:
    """Give a viewset with ``_answer(pk)`` an operation for each act but those ``apart``."""

    def decorate(viewset: V) -> V:
        for step in lifecycle.transitions:
            if step.act in services and step.act not in apart:
                name = f"{step.act}_act"
                setattr(viewset, name, _operation(lifecycle, step, services[step.act], output))
        return viewset

    return decorate


def _operation(
    lifecycle: Lifecycle[Any],
    step: Transition[Any],
    service: Callable[..., Any],
    output: type[serializers.BaseSerializer[Any]],
) -> Any:
    given = _input(lifecycle, step)

    def operation(self: Any, request: Request, pk: str) -> Response:
        # Rights come before the body: reading it is work that a stranger must not cause.
        self.known(int(pk))
        lifecycle.check_may(step, lifecycle.find(self.actor, int(pk)), self.actor)
        data = self.checked(given)
        service(
            actor=self.actor,
            expected_revision=data.pop("revision", None),
            **{f"{lifecycle.name}_id": int(pk)},
            **data,
        )
        answer: Response = self._answer(int(pk))
        return answer

    operation.__name__ = f"{step.act}_act"
    operation.__doc__ = f"{step.act.capitalize()}: to the state {step.target}."
    documented = extend_schema(
        request=given, responses={200: output, **refusals(400, 403, 404, 409)}
    )
    return documented(action(detail=True, methods=["post"], url_path=step.act)(operation))


@cache
def _input(lifecycle: Lifecycle[Any], step: Transition[Any]) -> type[serializers.Serializer[Any]]:
    """The revision, and what the act asks for."""
    asked: dict[str, Any] = {}
    if step.ask is not None and step.ask.reasons is not None:
        asked["reason"] = serializers.ChoiceField(step.ask.reasons.choices)
    if step.ask is not None and (step.ask.note or step.ask.note_required):
        asked["note"] = (
            serializers.CharField(max_length=NOTE_LENGTH)
            if step.ask.note_required
            else serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, default="")
        )
    base = RevisionInput if lifecycle.revised else OptionalRevisionInput
    if not asked:
        return base
    name = f"{lifecycle.name.capitalize()}{step.act.capitalize()}Input"
    found: type[serializers.Serializer[Any]] = type(
        name, (base,), asked | {"__doc__": "What the decision rests on."}
    )
    return found
