"""Science commissioners: who is told of terms, visits and questions."""

from __future__ import annotations

from backend.commissioners import events
from backend.commissioners import reactions as on_commissioners
from backend.core.outbox import Subscription, Subscriptions

MOVED = Subscription("appointment_notify", on_commissioners.appointment_notify)
VISIT = Subscription("visit_notify", on_commissioners.visit_notify)
QUESTION = Subscription("commissioner_question_notify", on_commissioners.question_notify)

SUBSCRIPTIONS: Subscriptions = {
    events.CommissionerApplied: (MOVED,),
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
}
