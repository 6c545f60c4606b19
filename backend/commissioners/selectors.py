"""Reads of selections, commissioners, their visits and questions."""

from __future__ import annotations

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.accounts.models import Organisation
from backend.accounts.regions import beginning_of, path_to
from backend.core.errors import NotFound

from .models import Appointment, Question, Selection, Station, Visit

State = Appointment.State
_RELATED = ("person", "home", "selection__unit")
_TAKEN = (State.PROPOSED, State.SELECTED, State.SERVING, State.ENDED)


def selections_listed() -> QuerySet[Selection]:
    """Every notice, those that close last first, with how many applied and are taken."""
    found = Selection.objects.select_related("unit").annotate(
        applied=Count("appointments"),
        taken=Count("appointments", filter=Q(appointments__state__in=_TAKEN)),
    )
    return found.order_by("-closes_on", "-pk")


def selection_found(selection_id: int) -> Selection:
    """One notice; public. Raises NotFound."""
    found = selections_listed().filter(pk=selection_id).first()
    if found is None:
        raise NotFound(_("There is no such selection."))
    return found


def places_left(selection: Selection) -> int:
    """How many more may be selected."""
    taken = Appointment.objects.filter(selection=selection, state__in=_TAKEN).count()
    return max(selection.wanted - taken, 0)


def serving_query() -> Q:
    """Those whose term runs today."""
    today = timezone.localdate()
    return Q(state=State.SERVING, selection__starts_on__lte=today, selection__ends_on__gte=today)


def commissioners_serving(region: str = "") -> QuerySet[Appointment]:
    """Those whose term runs today, whoever reads; of a region, or of what it lies in, where one is
    given."""
    found = Appointment.objects.filter(serving_query())
    if region:
        inside = Q(territories__region__startswith=beginning_of(region))
        above = Q(territories__region__in=path_to(region))
        found = found.filter(inside | above).distinct()
    return _read(found).order_by("-pk")


def appointments_followed_by(actor: Actor) -> QuerySet[Appointment]:
    """All of one's own, of one's people and of one's unit, newest first; the SQL of may_follow."""
    return _read(Appointment.objects.filter(_concerned(actor))).order_by("-pk")


def appointment_readable_by(actor: Actor, appointment_id: int) -> Appointment:
    """One commissioner: appointed for everybody, else for those concerned. Raises NotFound."""
    public = Q(state__in=[State.SERVING, State.ENDED])
    rows = Appointment.objects.filter(_concerned(actor) | public)
    found = _read(rows).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound(_("There is no such commissioner, or you may not see it."))
    return found


def appointment_of_own(actor: Actor) -> Appointment | None:
    """The actor's own appointment that runs today, the latest of several."""
    if actor.user_id is None:
        return None
    return commissioners_serving().filter(person=actor.user_id).first()


def _read(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return rows.select_related(*_RELATED).prefetch_related("territories")


def _concerned(actor: Actor) -> Q:
    return party_query(actor, organisations=["home", "selection__unit"], people=["person"])


def visits_readable_by(actor: Actor) -> QuerySet[Visit]:
    """Visits to one's firm, by oneself, and of one's unit's commissioners and officers; a home
    institution reads figures alone."""
    mine = party_query(actor, organisations=["firm", "unit"], people=["visitor"])
    related = ("firm", "visitor", "unit", "appointment", "need__listing")
    return Visit.objects.filter(mine).select_related(*related).order_by("-happened_on", "-pk")


def visit_readable_by(actor: Actor, visit_id: int) -> Visit:
    """One visit. Raises NotFound."""
    found = visits_readable_by(actor).filter(pk=visit_id).first()
    if found is None:
        raise NotFound(_("This visit does not exist, or you may not see it."))
    return found


def questions_readable_by(actor: Actor) -> QuerySet[Question]:
    """Questions of one's firm and to oneself, those without an answer first."""
    mine = party_query(actor, organisations=["firm"], people=["appointment__person"])
    related = ("firm", "asked_by", "appointment__person")
    found = Question.objects.filter(mine).select_related(*related)
    return found.order_by(F("answered_at").asc(nulls_first=True), "-pk")


def question_readable_by(actor: Actor, question_id: int) -> Question:
    """One question. Raises NotFound."""
    found = questions_readable_by(actor).filter(pk=question_id).first()
    if found is None:
        raise NotFound(_("This question does not exist, or you may not see it."))
    return found


def questions_to(actor: Actor) -> QuerySet[Question]:
    """Questions to the actor that wait for an answer."""
    found = Question.objects.filter(appointment__person=actor.user_id, answered_at=None)
    return found.select_related("firm").order_by("pk")


def stations_in(region: str) -> QuerySet[Station]:
    """Stations of a region."""
    found = Station.objects.filter(region__startswith=beginning_of(region))
    return found.select_related("unit").order_by("region", "pk")


def region_acted_for(actor: Actor) -> str:
    """The region of the organisation acted for; empty without one."""
    own = Organisation.objects.filter(pk=actor.organisation_id or 0)
    return own.values_list("region", flat=True).first() or ""
