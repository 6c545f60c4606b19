"""Demo content of joining: a request, an invitation, a mail domain, and two applications."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile

from backend.accounts.actors import Actor
from backend.accounts.models import Invitation, Organisation, User
from backend.accounts.selectors import actor_of
from backend.accounts.services import member_invite
from backend.attachments.services import attachment_add
from backend.core.saving import save_checked
from backend.joining import services
from backend.joining.models import Application, JoinRequest, MailDomain

from .papers import paper
from .people import NEWCOMER, PASSWORD, rows

INVITED = "qiao.yun@jibei.example"
DOMAIN = "jibei.example"
NOTE = "材料科学与工程学院副教授，2019 年入职，从事导热复合材料研究。科研处高老师可以证明。"
WRONG = "执照上的名称是“黄骅市沧港模具厂”，与填写的名称不一致，请按执照更正后重新提交。"


def joining_seed() -> None:
    """Write what is missing. Safe to repeat."""
    office, operator = _person("jibei-office"), _person("operator-li")
    university = Organisation.objects.get(pk=office.organisation_id or 0)
    newcomer = _newcomer()
    if not JoinRequest.objects.filter(person=newcomer).exists():
        services.join_ask(
            actor=actor_of(newcomer), organisation_id=university.pk, duty="researcher", note=NOTE
        )
    if not Invitation.objects.filter(email=INVITED).exists():
        member_invite(
            actor=office, organisation_id=university.pk, email=INVITED, duties=["researcher"]
        )
    if not MailDomain.objects.filter(domain=DOMAIN).exists():
        claimed = services.domain_claim(actor=office, organisation_id=university.pk, domain=DOMAIN)
        services.domain_confirm(actor=operator, domain_id=claimed.pk)
    _apply(_person("yinghai-ge"))
    rejected = _apply(_person("canggang-xing"))
    if rejected is not None:
        services.application_reject(
            actor=operator, application_id=rejected.pk, reason="name", note=WRONG
        )


def _newcomer() -> User:
    """Somebody who belongs nowhere yet."""
    found = User.objects.filter(email=NEWCOMER["email"]).first()
    if found is None:
        found = User(
            email=NEWCOMER["email"], name=NEWCOMER["name"], password=make_password(PASSWORD)
        )
        save_checked(found)
        EmailAddress.objects.create(user=found, email=found.email, verified=True, primary=True)
    return found


def _apply(applicant: Actor) -> Application | None:
    """The application of an organisation that the demo's people began with; None where it is there."""
    organisation = Organisation.objects.get(pk=applicant.organisation_id or 0)
    if organisation.verified or organisation.applications.exists():
        return None
    made = services.application_make_again(
        actor=applicant,
        organisation_id=organisation.pk,
        name=organisation.name,
        name_en=organisation.name_en,
        credit_code=organisation.credit_code or "",
        region=organisation.region,
    )
    lines = [
        f"名称：{organisation.name}",
        f"统一社会信用代码：{organisation.credit_code}",
        "类型：有限责任公司",
        "（演示文件，不是真实的营业执照）",
    ]
    attachment_add(
        actor=applicant,
        subject=Application.SUBJECT,
        subject_id=made.pk,
        upload=ContentFile(paper("营业执照（演示）", lines), name="营业执照.pdf"),
    )
    return made


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
