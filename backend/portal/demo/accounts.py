"""Where the demo's organisations are paid. The banks are real ones, the numbers nobody's."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.models import Organisation
from backend.accounts.selectors import actor_of, members_with_duty
from backend.payments.models import BankAccount
from backend.payments.services import bank_account_set

BANKS = ("中国银行", "中国工商银行", "中国建设银行", "中国农业银行", "交通银行")
PAID = (
    Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE, Organisation.Kind.ENTERPRISE,
    Organisation.Kind.AGENCY,
)  # fmt: skip


def bank_accounts_seed() -> None:
    """Each organisation that may be paid names an account, where it has not."""
    held = set(BankAccount.objects.values_list("organisation_id", flat=True))
    for organisation in Organisation.objects.filter(kind__in=PAID).order_by("pk"):
        person = members_with_duty(organisation.pk, *BINDING).order_by("pk").first()
        if organisation.pk in held or person is None:
            continue
        bank_account_set(
            actor=actor_of(person, organisation_id=organisation.pk),
            organisation_id=organisation.pk,
            currency="CNY",
            holder=organisation.name,
            bank=f"{BANKS[organisation.pk % len(BANKS)]}（演示）",
            number=f"62000000{organisation.pk:08d}",
        )
