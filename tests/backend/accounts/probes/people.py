"""Probes of members and organisations."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts import services as accounts
from backend.accounts.models import Duty, Organisation
from backend.bulletins.services import BulletinValues, bulletin_open
from backend.catalog.models import Listing
from backend.editions.services import EditionValues, edition_open
from backend.exchange.services import MarketValues, market_add
from backend.pools.services import project_make
from backend.pools.values import ProjectValues
from backend.signing.gateway import Signer
from backend.signing.local import certificates
from backend.signing.services import certificate_revoke
from backend.talent.services import CLAIM_SERVICES, entry_make, wish_make
from backend.webhooks.services import endpoint_add
from tests import factories
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.talent import listed
from tests.factories import Market, actor


def invitation(market: Market) -> tuple[None, Act]:
    return None, lambda person: accounts.member_invite(
        actor=actor(person),
        organisation_id=market.enterprise.pk,
        email="somebody@example.org",
        duties=[Duty.ENTERPRISE_MEMBER],
    )


def verification(market: Market) -> tuple[None, Act]:
    Organisation.objects.filter(pk=market.agency.pk).update(verified_at=None)
    return None, lambda person: accounts.organisation_verify(
        actor=actor(person), organisation_id=market.agency.pk
    )


def unit(market: Market) -> tuple[None, Act]:
    return None, lambda person: accounts.government_unit_set_up(
        actor=actor(person), name="某科技局", name_en="", region="130900", unit_kind="science",
        email="officer@example.org",
    )  # fmt: skip


def webhook(market: Market) -> tuple[None, Act]:
    return None, lambda person: endpoint_add(
        actor=actor(person),
        organisation_id=market.enterprise.pk,
        url="https://example.org/hook",
    )


def bulletin(market: Market) -> tuple[Act | None, Act]:
    values = BulletinValues(chain="02", title="x", about="x")
    return None, lambda person: bulletin_open(actor=actor(person), values=values)


def partner_market(market: Market) -> tuple[None, Act]:
    return None, lambda person: market_add(
        actor=actor(person), market_name="far.example", name="远方市场", name_en="", region="130900",
        mail="desk@far.example",
        values=MarketValues(protocol="feed", address="https://far.example/exchange/feed/"),
    )  # fmt: skip


def project_made(market: Market) -> tuple[None, Act]:
    need = factories.need(market.buyer)
    return None, lambda person: project_make(
        actor=actor(person),
        values=ProjectValues(title="散热膜项目", level="county", need_ids=(need.pk,)),
    )


def catalogue(market: Market) -> tuple[None, Act]:
    return None, lambda person: edition_open(
        actor=actor(person),
        values=EditionValues(
            year=2026, title="x", about="x", closes_on=timezone.localdate(),
            publish_on=timezone.localdate(),
        ),
    )  # fmt: skip


def list_edited(market: Market) -> tuple[None, Act]:
    details = {"issuer": "某局", "benefit": "补助", "who": "企业"}
    return None, lambda person: entry_make(
        actor=actor(person), kind="policies", title="某政策", details=details
    )


def wished(market: Market) -> tuple[None, Act]:
    return None, lambda person: wish_make(actor=actor(person), kind="talent", title="焊接工程师")


def handed_over(market: Market) -> tuple[None, Act]:
    claim = listed.claim(market)
    Listing.objects.filter(pk=claim.expert_id).update(owner=market.enterprise)
    return None, lambda person: CLAIM_SERVICES["approve"](actor=actor(person), claim_id=claim.pk)


def certificate(market: Market) -> tuple[None, Act]:
    signer = Signer(
        user_id=market.buyer.pk, name="x", organisation_id=market.enterprise.pk, organisation="x"
    )
    made = certificates.person(signer)
    return None, lambda person: certificate_revoke(
        actor=actor(person), certificate_id=made.pk, reason="left"
    )


PROBES: Probes = {
    "certificate_revoke": certificate,
    "edition_compile": catalogue,
    "bulletin_edit": bulletin,
    "market_manage": partner_market,
    "member_manage": invitation,
    "webhook_manage": webhook,
    "organisation_verify": verification,
    "government_set_up": unit,
    "need_pool": project_made,
    "talent_list_edit": list_edited,
    "talent_wish": wished,
    "profile_hand_over": handed_over,
}
