"""Products of banks, insurers and funds; what firms wish for, white lists, and what banks answered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column


class Kind(models.TextChoices):
    """Of products, in the order in which the shelf shows them."""

    CREDIT_LOAN = "credit_loan", _("Credit loan")
    TALENT_LOAN = "talent_loan", _("Loan on talent")
    IP_PLEDGE = "ip_pledge", _("Loan on a pledge of patents")
    INVESTMENT_WITH_LOAN = "investment_with_loan", _("Investment with a loan")
    GUARANTEE = "guarantee", _("Guarantee")
    RD_INSURANCE = "rd_insurance", _("Insurance of research")
    TRANSFER_INSURANCE = "transfer_insurance", _("Insurance of technology transfer")
    PATENT_INSURANCE = "patent_insurance", _("Patent insurance")
    ANGEL = "angel", _("Angel investment")
    VENTURE = "venture", _("Venture capital")
    GUIDING_FUND = "guiding_fund", _("Guiding fund for technology transfer")
    SMALL_LOAN = "small_loan", _("Small loan")
    BOND = "bond", _("Bond")
    LISTING = "listing", _("Going public")


# What a firm wishes for when it asks for money, which goes to lenders; the rest it chooses itself.
LOANS = (
    Kind.CREDIT_LOAN, Kind.TALENT_LOAN, Kind.IP_PLEDGE, Kind.INVESTMENT_WITH_LOAN, Kind.GUARANTEE,
    Kind.SMALL_LOAN,
)  # fmt: skip


class Stage(models.TextChoices):
    """Of a firm's life."""

    SEED = "seed", pgettext_lazy("stage of a firm", "Seed")
    START_UP = "start_up", pgettext_lazy("stage of a firm", "Start-up")
    GROWTH = "growth", pgettext_lazy("stage of a firm", "Growth")
    MATURE = "mature", pgettext_lazy("stage of a firm", "Mature")


def person_column(**more: Any) -> models.ForeignKey[Any, Any]:
    """Who did it."""
    return models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", editable=False, **more
    )


class Product(BaseModel):
    """Something on the shelf; ``grades`` are those that a firm must hold one of, none: any firm."""

    provider = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="products", editable=False
    )
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    title = models.CharField(_("name"), max_length=80)
    title_en = models.CharField(_("English name"), max_length=120, blank=True)
    text = models.TextField(_("what it is"), max_length=2000)
    stages = models.JSONField(_("stages"), default=list)
    grades = models.JSONField(_("grades"), default=list, blank=True)
    most = amount_column(_("up to"), optional=True)
    cost = models.CharField(_("interest, premium or fee"), max_length=80, blank=True)
    offered = models.BooleanField(_("on the shelf"), default=True)
    made_by = person_column()

    class Meta:
        verbose_name = _("finance product")
        verbose_name_plural = _("finance products")

    def __str__(self) -> str:
        return self.title

    @property
    def lends(self) -> bool:
        """Whether a firm asks for it by a financing wish."""
        return self.kind in LOANS

    @property
    def stage_words(self) -> list[str]:
        """The stages that it is for, in words."""
        return [str(Stage(code).label) for code in self.stages if code in Stage.values]


class Wish(BaseModel):
    """Money that a firm needs. Its data go out with its consent alone, and only once its credit was
    checked."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for the credit check")
        CHECKED = "checked", _("Checked, for the next white list")
        LISTED = "listed", _("On the white list, with the banks")
        DECLINED = "declined", pgettext_lazy("wish", "Not listed")
        ENDED = "ended", pgettext_lazy("wish", "Ended")

    class Grade(models.TextChoices):
        A = "A", "A"
        B = "B", "B"
        C = "C", "C"

    firm = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="wishes", editable=False
    )
    kind = models.CharField(_("kind of money"), max_length=24, choices=Kind.choices)
    stage = models.CharField(_("stage of the firm"), max_length=8, choices=Stage.choices)
    amount = amount_column(_("amount"))
    months = models.PositiveSmallIntegerField(_("for how many months"))
    purpose = models.TextField(_("what for"), max_length=2000)
    consented_at = models.DateTimeField(_("consent given"), editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    credit_grade = models.CharField(
        _("credit"), max_length=1, choices=Grade.choices, blank=True, editable=False
    )
    credit_body = models.CharField(_("checked by"), max_length=120, blank=True, editable=False)
    credit_on = models.DateField(_("checked on"), null=True, editable=False)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    made_by = person_column()

    class Meta:
        verbose_name = _("financing wish")
        verbose_name_plural = _("financing wishes")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["checked", "listed"]) | Q(credit_on__isnull=False),
                name="wish_listed_after_check",
            )
        ]

    def __str__(self) -> str:
        return f"{self.firm_id}: {self.amount} {self.state}"


class Lender(BaseModel):
    """A bank that a unit confirmed as one: its white lists go to it, and it reads them as long as this
    stands. A product on the shelf makes nobody a bank."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    bank = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    admitted_by = person_column()

    class Meta:
        verbose_name = _("bank of a unit")
        verbose_name_plural = _("banks of units")
        constraints = [models.UniqueConstraint(fields=["unit", "bank"], name="lender_once_a_unit")]

    def __str__(self) -> str:
        return f"{self.bank_id} of {self.unit_id}"


class WhiteList(BaseModel):
    """A version of a region's list, as it went to the banks of that day; earlier ones stay."""

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_on = models.DateField(_("date"))
    wishes = models.ManyToManyField(Wish, related_name="white_lists")
    banks = models.ManyToManyField(Organisation, related_name="+")
    made_by = person_column()

    class Meta:
        verbose_name = _("white list")
        verbose_name_plural = _("white lists")
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="white_list_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} v{self.number}"


class Answer(BaseModel):
    """What a bank says to a wish on the list; the latest word stands."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("In contact")
        LINE = "line", _("Credit line granted")
        REFUSED = "refused", pgettext_lazy("bank", "Refused")

    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="answers")
    bank = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("answer"), max_length=8, choices=Kind.choices)
    amount = amount_column(_("credit line"), optional=True)
    note = models.TextField(_("reason, or who to talk to"), max_length=2000, blank=True)
    person = person_column()

    class Meta:
        verbose_name = _("answer of a bank")
        verbose_name_plural = _("answers of banks")
        constraints = [
            models.UniqueConstraint(fields=["wish", "bank"], name="answer_once_a_bank"),
            models.CheckConstraint(
                condition=~Q(kind="line") | Q(amount__gt=0), name="answer_line_has_amount"
            ),
            models.CheckConstraint(
                condition=~Q(kind="refused") | ~Q(note=""), name="answer_refused_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_id} to {self.wish_id}: {self.kind}"
