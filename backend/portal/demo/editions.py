"""A demo catalogue of recommended technologies, published, made by the product's own services."""

from __future__ import annotations

from django.utils import timezone

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.editions import services
from backend.editions.models import Edition

BY = "cang.yuan@cangzhou-kj.example"
RECOMMENDED = (
    ("a-graphene-film", "导热与弯折指标均有第三方检测，已有终端企业试用。"),
    ("a-clean-steel", "工艺成熟，与本市管线钢企业的需求直接对应。"),
    ("a-aerogel", "可用于动力电池隔热，中试线已投产。"),
)
LEFT_OUT = ("a-aln-substrate", "良率数据不足，建议补充后申报下一年度。")


def editions_seed() -> None:
    """Write the year's catalogue. Safe to repeat."""
    if Edition.objects.exists():
        return
    officer = actor_of(User.objects.get(email=BY))
    today = timezone.localdate()
    edition = services.edition_open(
        actor=officer,
        values=services.EditionValues(
            year=today.year,
            title=f"沧州市{today.year}年度推荐技术目录",
            title_en=f"Cangzhou's recommended technologies {today.year}",
            about="面向本市主导产业，推荐成熟度较高、可在一年内应用的科技成果。",
            closes_on=today,
            publish_on=today,
        ),
    )
    judged = [(key, reason, "") for key, reason in RECOMMENDED] + [
        (LEFT_OUT[0], "高校推荐。", LEFT_OUT[1])
    ]
    for key, reason, verdict in judged:
        listing = Listing.objects.get(external_id=key)
        if not listing.published:
            continue
        entry = services.entry_propose(
            actor=officer, edition_id=edition.pk, listing_id=listing.pk, reason=reason
        )
        services.entry_judge(
            actor=officer, entry_id=entry.pk, accepted=not verdict, verdict=verdict
        )
    services.edition_close(actor=officer, edition_id=edition.pk)
    services.edition_approve(actor=officer, edition_id=edition.pk)
