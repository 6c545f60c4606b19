"""Documents that are signed, the signatures on them, and the keys that make these."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from backend.accounts.models import Organisation, User
from backend.core.models import BaseModel


class Revocation(models.TextChoices):
    """Why a person's certificate is revoked."""

    KEY_LOST = "key_lost", _("Somebody else may have used it")
    LEFT = "left", _("The person signs for the organisation no more")
    WRONG = "wrong", _("What it says is wrong")


class Credential(BaseModel):
    """A key with its certificate. The key is encrypted (local/keys.py) and leaves this table only to
    sign; a retired one stays, since what it signed is still read."""

    class Purpose(models.TextChoices):
        ROOT = "root", _("Root of the platform")
        TIMESTAMP = "timestamp", _("Time stamps")
        PERSON = "person", _("A person's signature")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+"
    )
    holder = models.CharField(_("holder"), max_length=400)  # as the certificate names him
    serial = models.CharField(_("serial number"), max_length=40, unique=True)
    certificate = models.TextField()  # PEM
    private_key = models.TextField(editable=False)
    not_after = models.DateTimeField(_("valid until"))
    retired_at = models.DateTimeField(null=True)
    # Nothing that bears a later time stamp counts; what was signed before stands.
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_reason = models.CharField(max_length=12, choices=Revocation.choices, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"],
                condition=Q(retired_at__isnull=True) & ~Q(purpose="person"),
                name="credential_platform_once",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=Q(retired_at__isnull=True, purpose="person"),
                name="credential_person_once",
            ),
        ]

    def __str__(self) -> str:
        return self.holder

    @property
    def short_serial(self) -> str:
        """The end of the serial number, as signatures print it."""
        return self.serial[-12:].upper()

    @property
    def standing(self) -> bool:
        """Whether it may still sign."""
        return self.retired_at is None and self.not_after > timezone.now()


class Document(BaseModel):
    """Bytes frozen to be signed, and as they are with the signatures made so far.

    It belongs to a subject (core/subjects.py) in one of its revisions. ``code`` is printed on it.
    The bytes lie in the storage of files; each signature adds to them and changes none before.
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be signed")
        SIGNED = "signed", _("Signed by all")
        VOID = "void", _("Not valid any more")

    subject = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    revision = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    code = models.CharField(_("code"), max_length=60, unique=True)
    sha256 = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=80)
    signed_sha256 = models.CharField(max_length=64)
    signed_key = models.CharField(max_length=80)
    scan_sha256 = models.CharField(max_length=64, blank=True)  # of a scan that all confirmed
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        indexes = [models.Index(fields=["subject", "subject_id"], name="document_of_subject")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Signature(BaseModel):
    """One party's signature on a document: awaited, failed with a reason, or made.

    Names are kept by value, as the signature bears them. ``mark`` is the SHA-256 of the signature
    itself, by which it is known again in any copy.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits to be signed")
        FAILED = "failed", _("Signing failed")
        SIGNED = "signed", pgettext_lazy("signature", "Signed")

    class Failure(models.TextChoices):
        NO_AUTHORITY = "no_authority", _("No time-stamp authority is set up.")
        TIMESTAMP = "timestamp", _("The time-stamp authority did not answer.")
        SEALING = "sealing", _("The signature could not be put into the document.")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=10)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    organisation_name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    signer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signer_name = models.CharField(max_length=200, blank=True)
    signed_at = models.DateTimeField(null=True)  # what the time stamp says
    serial = models.CharField(max_length=40, blank=True)
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)  # of the bytes after it
    failure = models.CharField(max_length=20, choices=Failure.choices, blank=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["document", "party"], name="signature_party_once"),
            models.CheckConstraint(
                condition=~Q(state="signed")
                | Q(signed_at__isnull=False, signer__isnull=False) & ~Q(mark=""),
                name="signature_signed_has_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name}: {self.get_state_display()}"

    @property
    def made(self) -> bool:
        """Whether the party has signed."""
        return self.state == self.State.SIGNED
