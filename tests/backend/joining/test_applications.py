"""An organisation is registered with its licence, rejected, verified, suspended and reinstated."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.urls import reverse

from backend.accounts.models import Duty, Organisation
from backend.attachments.services import attachment_add
from backend.catalog.selectors import listings_on_market
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.joining import services
from backend.joining.models import Application
from tests import factories
from tests.backend.joining.evidence import licence
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

FORM = {
    "kind": "enterprise",
    "name": "沧州新登记企业",
    "name_en": "",
    "credit_code": "",
    "region": "130900",
}


def test_from_the_licence_to_publishing(market: Market, drain: Callable[[], int]) -> None:
    founder = factories.user("Founder")
    client, operator = browser(founder), browser(market.operator)
    place = reverse("organisation_register")
    assert client.post(place, FORM).status_code == 422
    assert not Organisation.objects.filter(name=FORM["name"]).exists()
    client.post(place, FORM | {"licence": licence()})
    first = Application.objects.get()
    drain()
    assert "waits for verification" in text(operator.get(reverse("inbox")))
    page = reverse("application", args=[first.pk])
    assert page in text(operator.get("/desk/"))
    shown = text(operator.get(page))
    assert founder.email in shown
    assert "营业执照.pdf" in shown
    for other in (market.buyer, market.office):
        assert browser(other).get(page).status_code == 404
    reject = reverse("application_act", args=[first.pk, "reject"])
    assert operator.post(reject, {"revision": 1, "reason": "other"}).status_code == 422
    operator.post(reject, {"revision": 1, "reason": "name", "note": "名称与执照不符"})
    drain()
    assert "名称与执照不符" in text(client.get("/desk/"))
    again = reverse("organisation_apply", args=[first.organisation_id])
    assert again in text(client.get(page))
    client.post(again, FORM | {"name": "沧州更正名称企业", "licence": licence()})
    second = Application.objects.latest("pk")
    assert second.organisation.name == "沧州更正名称企业"
    assert "名称与执照不符" in text(operator.get(reverse("application", args=[second.pk])))
    operator.post(reverse("application_act", args=[second.pk, "accept"]), {"revision": 1})
    second.organisation.refresh_from_db()
    assert second.organisation.verified
    assert factories.need(founder).published


def registered(founder: object) -> Application:
    return services.organisation_register(actor=actor(founder), **FORM)  # type: ignore[arg-type]


def test_nobody_verifies_himself_or_without_evidence(market: Market) -> None:
    founder = factories.user()
    made = registered(founder)
    with refused(WrongState):
        services.application_accept(actor=actor(market.operator), application_id=made.pk)
    attachment_add(
        actor=actor(founder), subject="application", subject_id=made.pk, upload=licence()
    )
    before = Event.objects.count()
    for person in (founder, market.buyer, market.office):
        with refused((NotPermitted, NotFound)):
            services.application_accept(actor=actor(person), application_id=made.pk)
    own = services.organisation_register(
        actor=actor(market.operator), **FORM | {"name": "运营人员自己的企业"}
    )
    with refused(NotPermitted):
        services.application_accept(actor=actor(market.operator), application_id=own.pk)
    assert not Organisation.objects.get(pk=made.organisation_id).verified
    assert not Event.objects.filter(pk__gt=before, name="organisation.verified").exists()
    with refused(WrongState):
        services.application_make_again(
            actor=actor(founder), organisation_id=made.organisation_id,
            **{name: value for name, value in FORM.items() if name != "kind"},
        )  # fmt: skip


def test_suspended_members_read_and_act_no_more(market: Market, drain: Callable[[], int]) -> None:
    listing = factories.need(market.buyer)
    standing = reverse("organisation_standing", args=[market.enterprise.pk])
    for person in (market.buyer, market.office):
        assert browser(person).get(standing).status_code == 403
        with refused(NotPermitted):
            services.organisation_suspend(
                actor=actor(person), organisation_id=market.enterprise.pk, reason="x"
            )
    operator = browser(market.operator)
    with refused(ValidationError):
        services.organisation_suspend(
            actor=actor(market.operator), organisation_id=market.enterprise.pk, reason=" "
        )
    operator.post(standing, {"reason": "冒用他人资质", "act": "suspend"})
    drain()
    member = actor(market.buyer)
    assert not member.has(Duty.ENTERPRISE_MEMBER, market.enterprise.pk)
    assert "冒用他人资质" in text(browser(market.buyer).get("/desk/"))
    assert browser(market.buyer).get(reverse("listing", args=[listing.pk])).status_code == 200
    for other in (market.office, market.stranger, None):
        assert browser(other).get(reverse("listing", args=[listing.pk])).status_code == 404
        assert not listings_on_market(actor(other)).filter(pk=listing.pk).exists()
    with refused(NotPermitted):
        factories.need(market.buyer, title="再发一条")
    operator.post(standing, {"reason": "已经澄清", "act": "reinstate"})
    drain()
    assert browser().get(reverse("listing", args=[listing.pk])).status_code == 200
    assert "已经澄清" in text(operator.get(standing))
    with refused(WrongState):
        services.organisation_reinstate(
            actor=actor(market.operator), organisation_id=market.enterprise.pk, reason="x"
        )
