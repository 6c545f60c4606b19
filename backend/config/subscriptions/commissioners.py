"""Commissioners, integrity and registers: who is told of terms, visits, questions, records, members."""

from __future__ import annotations

from backend.commissioners import events
from backend.commissioners import reactions as on_commissioners
from backend.core.outbox import Subscription, Subscriptions
from backend.integrity import events as integrity
from backend.integrity import reactions as on_integrity
from backend.registers import events as registers
from backend.registers import reactions as on_registers

MOVED = Subscription("appointment_notify", on_commissioners.appointment_notify)
VISIT = Subscription("visit_notify", on_commissioners.visit_notify)
QUESTION = Subscription("commissioner_question_notify", on_commissioners.question_notify)
REGISTERED = Subscription("registered_notify", on_registers.registered_notify)
SANCTION = Subscription("sanction_notify", on_integrity.sanction_notify)

SUBSCRIPTIONS: Subscriptions = {
    events.CommissionerApplied: (MOVED,),
    events.CommissionerProposed: (MOVED,),
    events.CommissionerAgreed: (MOVED,),
    events.CommissionerSelected: (MOVED,),
    events.CommissionerTurnedDown: (MOVED,),
    events.CommissionerWithdrew: (MOVED,),
    events.CommissionerReleased: (MOVED,),
    events.CommissionerRefused: (MOVED,),
    events.CommissionerEnded: (MOVED,),
    events.VisitLogged: (VISIT,),
    events.VisitConfirmed: (VISIT,),
    events.VisitDisputed: (VISIT,),
    events.QuestionAsked: (QUESTION,),
    events.QuestionAnswered: (QUESTION,),
    integrity.SanctionRecorded: (SANCTION,),
    integrity.SanctionObjected: (SANCTION,),
    integrity.SanctionUpheld: (SANCTION,),
    integrity.SanctionLifted: (SANCTION,),
    registers.RegisteredProposed: (REGISTERED,),
    registers.RegisteredListed: (REGISTERED,),
    registers.RegisteredDeclined: (REGISTERED,),
    registers.RegisteredRemoved: (REGISTERED,),
}
