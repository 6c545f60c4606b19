"""What happens to selections, commissioners, visits and questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class SelectionOpened(DomainEvent):
    """A unit selects commissioners for a term: people apply."""

    name: ClassVar[str] = "selection.opened"
    subject: ClassVar[str] = "selection"
    selection_id: int


@dataclass(frozen=True, kw_only=True)
class StationSetUp(DomainEvent):
    """There is one more place where commissioners are met."""

    name: ClassVar[str] = "station.set_up"
    subject: ClassVar[str] = "station"
    station_id: int


@dataclass(frozen=True, kw_only=True)
class _OfAppointment(DomainEvent):
    subject: ClassVar[str] = "appointment"
    appointment_id: int


@dataclass(frozen=True, kw_only=True)
class CommissionerApplied(_OfAppointment):
    """A person applied."""

    name: ClassVar[str] = "appointment.applied"


@dataclass(frozen=True, kw_only=True)
class CommissionerProposed(_OfAppointment):
    """The unit proposes a person who did not apply; the person is asked."""

    name: ClassVar[str] = "appointment.proposed"


@dataclass(frozen=True, kw_only=True)
class CommissionerAgreed(_OfAppointment):
    """The person agrees; the home institution is asked."""

    name: ClassVar[str] = "appointment.agreed"


@dataclass(frozen=True, kw_only=True)
class CommissionerSelected(_OfAppointment):
    """The unit selected a person; the home institution is asked."""

    name: ClassVar[str] = "appointment.selected"


@dataclass(frozen=True, kw_only=True)
class CommissionerTurnedDown(_OfAppointment):
    """The unit did not select a person, and said why."""

    name: ClassVar[str] = "appointment.turned_down"


@dataclass(frozen=True, kw_only=True)
class CommissionerWithdrew(_OfAppointment):
    """The person does not want to serve."""

    name: ClassVar[str] = "appointment.withdrew"


@dataclass(frozen=True, kw_only=True)
class CommissionerReleased(_OfAppointment):
    """The home institution consented."""

    name: ClassVar[str] = "appointment.released"


@dataclass(frozen=True, kw_only=True)
class CommissionerRefused(_OfAppointment):
    """It did not, and said why."""

    name: ClassVar[str] = "appointment.refused"


@dataclass(frozen=True, kw_only=True)
class CommissionerEnded(_OfAppointment):
    """The unit ended the term before its time."""

    name: ClassVar[str] = "appointment.ended"


@dataclass(frozen=True, kw_only=True)
class _OfVisit(DomainEvent):
    subject: ClassVar[str] = "visit"
    visit_id: int


@dataclass(frozen=True, kw_only=True)
class VisitLogged(_OfVisit):
    """Somebody wrote down what was seen and advised; the firm is asked."""

    name: ClassVar[str] = "visit.logged"


@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(_OfVisit):
    """The firm says that it was so."""

    name: ClassVar[str] = "visit.confirmed"


@dataclass(frozen=True, kw_only=True)
class VisitDisputed(_OfVisit):
    """The firm says that it was not."""

    name: ClassVar[str] = "visit.disputed"


@dataclass(frozen=True, kw_only=True)
class VisitMadeNeed(_OfVisit):
    """A need is being written of the problem."""

    name: ClassVar[str] = "visit.made_need"


@dataclass(frozen=True, kw_only=True)
class _OfQuestion(DomainEvent):
    subject: ClassVar[str] = "commissioner_question"
    commissioner_question_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(_OfQuestion):
    """A firm asks a commissioner."""

    name: ClassVar[str] = "commissioner_question.asked"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(_OfQuestion):
    """The commissioner answered, online or by a visit."""

    name: ClassVar[str] = "commissioner_question.answered"
