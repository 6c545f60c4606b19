"""Demo requests to read in confidence: waiting, granted and read, declined."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.catalog.readings import details_read
from backend.catalog.selectors import listing_visible_to
from backend.disclosure.models import AccessRequest
from backend.disclosure.services import SERVICES, access_ask

from .people import rows

# Who asks, of which listing, what for, for how many days; what the owner's person does with it.
ASKED = (
    (
        "ninghai-zhou", "a-moltensalt", 90,
        "我司热管理模组在评估储热缓冲方案，想看熔点、分解温度与腐蚀数据，判断能否进入样机阶段。",
        "", "", "",
    ),
    (
        "ninghai-zhou", "a-mxene", 180,
        "折叠机中框需要可喷涂的电磁屏蔽层，想看配方体系与附着力数据，合适即约样品。",
        "haihe-office", "grant", "",
    ),
    (
        "diliu-bai", "a-lidar", 30,
        "了解激光雷达的抗粉尘性能，用于管沟巡检车。",
        "yannan-office", "decline", "该成果正与一家整车厂洽谈独占许可，暂不向第三方开放。",
    ),
)  # fmt: skip


def access_seed() -> None:
    """Write each request and what became of it. Safe to repeat."""
    for person, key, days, purpose, by, act, note in ASKED:
        actor, listing = _actor(person), Listing.objects.get(external_id=key)
        made = AccessRequest.objects.filter(
            listing=listing, organisation=actor.organisation_id
        ).first()
        if made is not None:
            continue
        made = access_ask(actor=actor, listing_id=listing.pk, purpose=purpose, days=days)
        if act:
            given = {"note": note} if note else {}
            SERVICES[act](actor=_actor(by), access_request_id=made.pk, **given)
        if act == "grant":
            details_read(actor, [listing_visible_to(actor, listing.pk)], "page")


def _actor(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
