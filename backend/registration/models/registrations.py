"""Registrations of technology contracts, and contracts that are registered elsewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.accounts.regions import validate_region
from backend.attachments.models import Attachment
from backend.catalog.taxonomies import validate_field, validate_industry
from backend.contracts.models import Contract, ContractType
from backend.core.models import BaseModel
from backend.core.money_fields import amount_column, currency_column
from backend.registration.measures import Measure, measure_named

NUMBER = RegexValidator(r"\A[0-9]{16}\Z", _("A registration number has 16 digits."))
CHINA = "142"  # among the form's countries


def code_column(label: Any, length: int = 3) -> models.CharField:
    """A column for a code of the form's lists (measures.Codes)."""
    return models.CharField(label, max_length=length, blank=True)


class ReturnReason(models.TextChoices):
    INCOMPLETE = "incomplete", _("Papers are missing or not legible")
    AMOUNTS = "amounts", _("Amounts do not agree with the contract")
    TYPE = "type", _("The type does not fit what was agreed")
    CODES = "codes", _("Codes or names on the form are wrong")
    OTHER = "other", _("Another reason")


class RefusalReason(models.TextChoices):
    NO_TECHNOLOGY = "no_technology", _("What was agreed is no technology contract")
    NOT_IN_FORCE = "not_in_force", _("The contract is not in force, or its term is over")
    ELSEWHERE = "elsewhere", _("It is registered elsewhere already")
    NOT_OURS = "not_ours", _("Another registry is competent")
    OTHER = "other", _("Another reason")


class RevocationReason(models.TextChoices):
    UNTRUE = "untrue", _("Statements or papers were not true")
    TWICE = "twice", _("It had been registered twice")
    MISTAKEN = "mistaken", _("It was recognised by mistake")
    OTHER = "other", _("Another reason")


class Registration(BaseModel):
    """The application for the registration of a contract, and what became of it.

    ``type``, ``subtype`` and amounts are the contract's until the registry has recognised others. What
    figures count is of registered ones, in yuan by ``rate``.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being filled in")
        SUBMITTED = "submitted", _("With the registry")
        RETURNED = "returned", _("Returned for completion")
        RECOGNISED = "recognised", _("Recognised, not registered yet")
        REGISTERED = "registered", pgettext_lazy("contract", "Registered")
        REFUSED = "refused", _("Not registered")
        REVOKED = "revoked", _("Registration revoked")
        CANCELLED = "cancelled", _("Registration cancelled")

    WRITABLE = (State.DRAFT, State.RETURNED)
    WITH_REGISTRY = (State.SUBMITTED, State.RECOGNISED)

    contract = models.OneToOneField(
        Contract, on_delete=models.PROTECT, related_name="registration", editable=False
    )
    applicant = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    registry = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        related_name="registrations",
        verbose_name=_("registry"),
    )
    measure_name = models.CharField(max_length=10, editable=False)
    number = models.CharField(  # noqa: DJ001 - unique, and many have none yet
        _("registration number"), max_length=16, unique=True, null=True, validators=[NUMBER]
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    revision = models.PositiveIntegerField(default=1, editable=False)

    title = models.CharField(_("project name"), max_length=200)
    type = models.CharField(_("contract type"), max_length=12, choices=ContractType.choices)
    subtype = models.CharField(_("subtype"), max_length=20, blank=True)
    signed_on = models.DateField(_("signing date"))
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    contract_amount = amount_column(_("contract amount"))
    technology_amount = amount_column(_("transaction amount"))
    currency = currency_column()
    rate = models.DecimalField(
        _("yuan for one unit of the currency"),
        max_digits=12,
        decimal_places=6,
        default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.000001"))],
    )
    seller_country = code_column(_("seller's country"))
    seller_region = models.CharField(
        _("seller's region"), max_length=6, blank=True, validators=[validate_region]
    )
    seller_nature = code_column(_("seller's nature"))
    buyer_country = code_column(_("buyer's country"))
    buyer_region = models.CharField(
        _("buyer's region"), max_length=6, blank=True, validators=[validate_region]
    )
    buyer_nature = code_column(_("buyer's nature"))
    technology_field = models.CharField(
        _("technology field"), max_length=30, blank=True, validators=[validate_field]
    )
    industry = models.CharField(
        _("industry served"), max_length=3, blank=True, validators=[validate_industry]
    )
    right = code_column(_("kind of intellectual property"))
    plan = code_column(_("plan it comes from"))
    plan_number = models.CharField(_("project number in the plan"), max_length=60, blank=True)
    new_investment = amount_column(_("expected new investment"), optional=True)
    new_output = amount_column(_("expected new output value"), optional=True)
    department_signed = models.BooleanField(
        _("a department of the applicant signed"), default=False
    )
    first_time = models.BooleanField(_("the applicant registers for the first time"), default=True)
    contact_name = models.CharField(_("who answers questions"), max_length=60, blank=True)
    contact_phone = models.CharField(_("telephone"), max_length=30, blank=True)

    disputed = models.BooleanField(default=False, editable=False)
    received_on = models.DateField(null=True, editable=False)
    due_on = models.DateField(null=True, editable=False)
    reason = models.CharField(max_length=15, blank=True, editable=False)
    note = models.TextField(max_length=2000, blank=True, editable=False)
    recognised_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    registered_on = models.DateField(null=True, editable=False)
    registered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("registration of a contract")
        verbose_name_plural = _("registrations of contracts")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["registered", "revoked", "cancelled"])
                | Q(number__isnull=False, registered_on__isnull=False),
                name="registered_has_number",
            ),
            models.CheckConstraint(
                condition=Q(technology_amount__lte=F("contract_amount")),
                name="registered_technology_within",
            ),
        ]
        indexes = [models.Index(fields=["state", "registered_on"], name="registered_by_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def measure(self) -> Measure:
        """The measure under which it was applied for."""
        return measure_named(self.measure_name)

    @property
    def waits_for_registry(self) -> bool:
        """Whether the registry decides on it within a term."""
        return self.state in self.WITH_REGISTRY and self.due_on is not None

    @property
    def seller_abroad(self) -> bool:
        """Whether the buyer applies, since the seller sits abroad."""
        return bool(self.seller_country) and self.seller_country != CHINA

    @property
    def reason_label(self) -> str:
        """Why it was returned, refused or revoked, in words; empty where nothing was said."""
        for reasons in (ReturnReason, RefusalReason, RevocationReason):
            if self.reason in reasons.values and self.reason:
                return str(reasons(self.reason).label)
        return ""


class Enclosure(BaseModel):
    """A paper of the measure's list, handed in with an application."""

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="enclosures"
    )
    code = models.CharField(max_length=20)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        constraints = [
            models.UniqueConstraint(fields=["registration", "code"], name="enclosed_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.registration_id}"


class ChangeReport(BaseModel):
    """What became of a registered contract, told to the registry that registered it."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("The contract was changed")
        RESCISSION = "rescission", _("The contract was terminated")
        AVOIDANCE = "avoidance", _("The contract was declared void")

    class State(models.TextChoices):
        REPORTED = "reported", _("Waits for the registry")
        NOTED = "noted", pgettext_lazy("change report", "Entered")
        RETURNED = "returned", _("Returned with a note")

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind.choices)
    happened_on = models.DateField(_("on which day"))
    words = models.TextField(_("what has changed"), max_length=2000)
    contract_amount = amount_column(_("new contract amount"), optional=True)
    technology_amount = amount_column(_("new transaction amount"), optional=True)
    benefits_used = models.BooleanField(_("tax preferences were used already"), default=False)
    benefits = models.TextField(_("which, and how much"), max_length=2000, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.REPORTED
    )
    note = models.TextField(max_length=2000, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    reported_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("report of a change")
        verbose_name_plural = _("reports of changes")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state="reported"),
                name="change_reported_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_on}"
