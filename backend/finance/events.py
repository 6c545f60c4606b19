"""What happens in technology finance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ProductListed(DomainEvent):
    """A bank, insurer or fund put a product on the shelf, or changed it."""

    name: ClassVar[str] = "product.listed"
    subject: ClassVar[str] = "product"
    product_id: int


@dataclass(frozen=True, kw_only=True)
class _OfWish(DomainEvent):
    subject: ClassVar[str] = "wish"
    wish_id: int
    firm_id: int


@dataclass(frozen=True, kw_only=True)
class WishMade(_OfWish):
    """A firm said what money it needs, and consented to its data going to banks."""

    name: ClassVar[str] = "wish.made"


@dataclass(frozen=True, kw_only=True)
class WishChecked(_OfWish):
    """Its credit was checked, and that is on record."""

    name: ClassVar[str] = "wish.checked"


@dataclass(frozen=True, kw_only=True)
class WishDeclined(_OfWish):
    """It does not go onto the white list."""

    name: ClassVar[str] = "wish.declined"


@dataclass(frozen=True, kw_only=True)
class WishListed(_OfWish):
    """It stands on a white list, which went to the banks."""

    name: ClassVar[str] = "wish.listed"


@dataclass(frozen=True, kw_only=True)
class WishEnded(_OfWish):
    """The firm has what it needed, or withdrew its consent."""

    name: ClassVar[str] = "wish.ended"


@dataclass(frozen=True, kw_only=True)
class WhiteListPublished(DomainEvent):
    """A version of a region's white list went to the banks."""

    name: ClassVar[str] = "white_list.published"
    subject: ClassVar[str] = "white_list"
    white_list_id: int


@dataclass(frozen=True, kw_only=True)
class _OfLender(DomainEvent):
    subject: ClassVar[str] = "organisation"
    unit_id: int
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class LenderAdmitted(_OfLender):
    """A unit confirmed a bank: its white lists go there."""

    name: ClassVar[str] = "lender.admitted"


@dataclass(frozen=True, kw_only=True)
class LenderDismissed(_OfLender):
    """A bank gets a unit's lists no more, and reads none of the earlier ones."""

    name: ClassVar[str] = "lender.dismissed"


@dataclass(frozen=True, kw_only=True)
class WishAnswered(_OfWish):
    """A bank answered."""

    name: ClassVar[str] = "wish.answered"
    bank_id: int
