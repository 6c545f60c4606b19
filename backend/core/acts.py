"""The buttons of a thing with states: what its page shows, and the one view that answers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from .errors import NotFound, Refusal, Stale, Unavailable, WrongState
from .form_fields import ServiceForm
from .lifecycles import NO_REASON, NOTE_LENGTH, Ask, Lifecycle, Transition, Words

T = TypeVar("T", bound=models.Model)


class ActForm(ServiceForm):
    """Carries the revision that the reader saw, and asks what the act asks for."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, ask: Ask | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if ask is not None and ask.reasons is not None:
            self.fields["reason"] = forms.ChoiceField(
                label=ask.reason_label,
                choices=ask.reasons.choices,
                widget=forms.RadioSelect,
                help_text=ask.help,
                error_messages={"required": NO_REASON},
            )
        if ask is not None and (ask.note or ask.note_required):
            self.fields["note"] = forms.CharField(
                label=ask.note_label,
                required=ask.note_required,
                max_length=NOTE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="" if ask.reasons else ask.help,
                error_messages={"required": ask.missing},
            )

    def given(self) -> dict[str, Any]:
        """What the service takes beside the revision."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


@dataclass(frozen=True, slots=True)
class Answered:
    """An act that was refused, for the page to show again: its form and why."""

    act: str
    form: Any
    status: int
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An act as a page shows it; ``form`` asks for something, else a press is enough."""

    name: str
    words: Words
    invitation: Words
    submit: Words
    look: str
    url: str
    revision: int
    form: Any
    template: str
    open: bool


def _followed(request: HttpRequest, answer: HttpResponse, place: HttpResponseRedirect) -> Any:
    """Another page is gone to as a whole: a swap into this one would leave its address behind."""
    htmx = request.htmx  # type: ignore[attr-defined]
    if not htmx or not isinstance(answer, HttpResponseRedirect):
        return answer
    here = (place.url, _path_of(htmx.current_url or ""))
    return answer if answer.url in here else HttpResponseClientRedirect(answer.url)


def _path_of(address: str) -> str:
    """Empty where it is none: the act is done by now, whatever a browser says of where it stands."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts(Generic[T]):
    """A lifecycle with the services that do its acts.

    The thing's page has the lifecycle's name as its route, the acts ``<name>_act``. ``forms`` are
    classes of their own for acts that ask for more; they know ``initial_from(thing)``.
    """

    lifecycle: Lifecycle[T]
    services: Mapping[str, Callable[..., T]]
    forms: Mapping[str, Any] = field(default_factory=dict)

    def buttons(self, thing: T, actor: Any, answered: Answered | None = None) -> list[Button]:
        """What the actor may do now; what was typed into a refused form is kept."""
        return [
            self._button(step, thing, answered)
            for step in self.lifecycle.open_to(thing, actor)
            if step.act in self.services
        ]

    def answer(
        self,
        request: HttpRequest,
        pk: int,
        act: str,
        *,
        page: Callable[[HttpRequest, int, Answered], HttpResponse],
        onward: Callable[[HttpRequest, T], HttpResponse] | None = None,
    ) -> HttpResponse:
        """Do the act that was sent off. ``page`` shows the thing with what was refused; ``onward``
        leads on after it was done, by default back to the thing."""
        step = self.lifecycle.transition(act)
        if act not in self.services:
            raise NotFound(step.refused)
        place = redirect(self.lifecycle.name, pk)
        if request.method == "GET":
            # A reload or a change of language after a refused form.
            return place
        actor = request.actor  # type: ignore[attr-defined]
        # Rights come before what was typed: nobody is told what a form misses that is not his.
        self.lifecycle.check_may(step, self.lifecycle.find(actor, pk), actor)
        form = self._form(step, request.POST, files=request.FILES)
        if not form.is_valid() and set(form.errors) != {"revision"}:
            return page(request, pk, Answered(act, form, 422))
        try:
            thing = self.services[act](
                actor=actor,
                expected_revision=form.cleaned_data.get("revision", self._unseen),
                **{f"{self.lifecycle.name}_id": pk},
                **form.given(),
            )
        except ValidationError as error:
            form.add_service_errors(error)
            return page(request, pk, Answered(act, form, 422))
        except (Stale, WrongState, Unavailable) as refusal:
            return page(request, pk, Answered(act, form, refusal.status, refusal))
        if step.done:
            messages.success(request, str(step.done))
        return _followed(request, onward(request, thing), place) if onward is not None else place

    @property
    def _unseen(self) -> int | None:
        """For a form that says of no revision: none fits, or it does not matter."""
        return 0 if self.lifecycle.revised else None

    def _form(self, step: Transition[T], data: Any = None, **kwargs: Any) -> Any:
        own = self.forms.get(step.act)
        if own is not None:
            return own(data, **kwargs)
        return ActForm(step.ask, data, auto_id=f"{step.act}_%s", **kwargs)

    def _button(self, step: Transition[T], thing: T, answered: Answered | None) -> Button:
        revision: int = getattr(thing, "revision", 0)
        own = self.forms.get(step.act)
        again = answered is not None and answered.act == step.act
        if again and answered is not None:
            form = answered.form
            if answered.refusal is not None:
                # What was typed is kept, on top of the revision that the reader now sees.
                form.data = {**form.data.dict(), "revision": str(revision)}
        else:
            initial = own.initial_from(thing) if own else {"revision": revision}
            form = self._form(step, initial=initial)
        asks = own is not None or step.ask is not None
        return Button(
            name=step.act,
            words=step.words,
            invitation=step.invitation or step.words,
            submit=step.submit or step.words,
            look=step.look,
            url=reverse(f"{self.lifecycle.name}_act", args=[thing.pk, step.act]),
            revision=revision,
            form=form if asks else None,
            template=form.template,
            open=again,
        )
