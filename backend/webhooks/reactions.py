"""Events become messages; people hear of webhooks that are not heard."""

from __future__ import annotations

from collections.abc import Callable

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.events import DomainEvent
from backend.core.notices import NoticeKind, notice_send
from backend.core.selectors import event_time

from .events import EndpointDisabled, EndpointFailing
from .models import Endpoint
from .notices import DISABLED, FAILING
from .services import messages_send, occurrence_note


def occurrence_tell(event: DomainEvent, event_id: int) -> None:
    """Note it for whom it concerns, and begin to tell their webhooks."""
    if occurrence_note(event, event_id, event_time(event_id)):
        messages_send()


def _tell(kind: NoticeKind) -> Callable[[EndpointFailing | EndpointDisabled, int], None]:
    def tell(event: EndpointFailing | EndpointDisabled, event_id: int) -> None:
        endpoint = Endpoint.objects.filter(pk=event.endpoint_id).first()
        if endpoint is not None:
            people = members_with_duty(endpoint.organisation_id, *BINDING)
            readers = actors_of(people.values_list("pk", flat=True))
            notice_send(kind, readers=readers, about=endpoint.pk, key=f"event:{event_id}")

    return tell


endpoint_failing_notify = _tell(FAILING)
endpoint_disabled_notify = _tell(DISABLED)
