"""What happens to needs while they are being written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfDraft(DomainEvent):
    subject: ClassVar[str] = "need_draft"
    need_draft_id: int


@dataclass(frozen=True, kw_only=True)
class NeedDraftBegun(_OfDraft):
    """Somebody began to write a need, for his own organisation or on behalf of a firm."""

    name: ClassVar[str] = "need_draft.begun"


@dataclass(frozen=True, kw_only=True)
class NeedDraftAnswered(_OfDraft):
    """A question was answered, or answered anew."""

    name: ClassVar[str] = "need_draft.answered"
    question: str


@dataclass(frozen=True, kw_only=True)
class NeedDraftHandedOver(_OfDraft):
    """The firm on whose behalf it was written is asked to confirm it."""

    name: ClassVar[str] = "need_draft.handed_over"


@dataclass(frozen=True, kw_only=True)
class NeedDraftTakenBack(_OfDraft):
    """Its author takes it back before the firm has answered."""

    name: ClassVar[str] = "need_draft.taken_back"


@dataclass(frozen=True, kw_only=True)
class NeedDraftClaimed(_OfDraft):
    """A firm that was invited by mail took up what had been written for it."""

    name: ClassVar[str] = "need_draft.claimed"


@dataclass(frozen=True, kw_only=True)
class NeedDraftRefused(_OfDraft):
    """The firm does not want it posted."""

    name: ClassVar[str] = "need_draft.refused"


@dataclass(frozen=True, kw_only=True)
class NeedDraftPosted(_OfDraft):
    """It is a need on the market now."""

    name: ClassVar[str] = "need_draft.posted"
    listing_id: int


@dataclass(frozen=True, kw_only=True)
class NeedDraftDropped(_OfDraft):
    """Its author threw it away."""

    name: ClassVar[str] = "need_draft.dropped"
