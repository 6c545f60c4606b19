"""The field's words: one for each thing, in both languages. The translations are tested by it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the product. ``english`` and ``chinese`` are what every page calls it."""

    key: str
    english: str
    chinese: str
    meaning: str


def terms() -> list[Term]:
    """All words, with what they mean in the reader's language."""
    return [
        Term(
            "need",
            "Technology need",
            "技术需求",
            _(
                "A technical problem that an enterprise wants solved, with "
                "the indicators it must reach."
            ),
        ),
        Term(
            "achievement",
            "Achievement",
            "科技成果",
            _("A result of research that a university or institute offers for use."),
        ),
        Term(
            "expert",
            "Expert",
            "专家",
            _("A person whose knowledge can be asked for: development, consulting, service."),
        ),
        Term(
            "profile",
            "Organisation profile",
            "机构主页",
            _("What an organisation says of itself, above all that it lists on the market."),
        ),
        Term(
            "indicator",
            "Indicator",
            "指标",
            _(
                "A quantity with comparator, value and unit: wanted by a "
                "need, reached by an achievement."
            ),
        ),
        Term(
            "pairing",
            "Pairing",
            "匹配",
            _(
                "A need and an offer that may fit, with the reasons why; "
                "both sides accept or decline it."
            ),
        ),
        Term(
            "deal",
            "Deal",
            "洽谈",
            _(
                "A pairing that both sides accepted: terms are talked over "
                "until a contract is recorded."
            ),
        ),
        Term(
            "contract",
            "Contract",
            "技术合同",
            _("The record of a technology contract: drafted by one side, confirmed by the other."),
        ),
        Term(
            "milestone",
            "Milestone",
            "节点",
            _("A stage of a contract with what is delivered, when, and how it is accepted."),
        ),
        Term(
            "broker",
            "Technology broker",
            "技术经理人",
            _("A professional who refines needs, proposes pairings and accompanies deals."),
        ),
        Term(
            "challenge",
            "Challenge",
            "揭榜挂帅",
            _("A need posted for open, sealed bidding: whoever can solve it takes it on."),
        ),
        Term(
            "voucher",
            "Innovation voucher",
            "创新券",
            _("Public money that pays a share of a contract's services, up to a ceiling."),
        ),
        Term(
            "office",
            "Technology-transfer office",
            "技术转移办公室",
            _(
                "The university's office that decides and signs for it: "
                "service inventions belong to the institution."
            ),
        ),
        Term(
            "trl",
            "Technology readiness level (TRL)",
            "技术成熟度",
            _("How mature a technology is, from 1 (principle observed) to 9 (proven in use)."),
        ),
        Term(
            "disclosure",
            "Disclosure",
            "公开范围",
            _(
                "Who may read the details of a listing: everybody, "
                "registered users, or partners of a deal."
            ),
        ),
    ]
