"""The administration: its policy, who enters, and that it writes through services alone."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from backend.accounts.models import LocalRegion, User
from backend.core.models import Delivery, Event
from tests import factories
from tests.factories import Market


def staff(person: User, **fields: bool) -> Client:
    assert reverse("admin:search")  # addresses were read, and the administration is there
    User.objects.filter(pk=person.pk).update(is_staff=True, **fields)
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=person.pk))
    return client


def test_its_policy_is_its_own(market: Market) -> None:
    client = staff(market.operator)
    policy = client.get(reverse("admin:index"))["Content-Security-Policy"].split("; ")
    assert "script-src 'self' 'unsafe-eval'" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    for address in (reverse("desk"), "/api/v1/me/", "/nothing/"):
        elsewhere = client.get(address)["Content-Security-Policy"]
        assert "unsafe" not in elsewhere


def test_every_page_opens_for_an_operator(market: Market) -> None:
    factories.need(market.buyer)
    client = staff(market.operator, is_superuser=True)
    assert admin.site._registry
    # Regions are written here, by their service.
    for model in set(admin.site._registry) - {LocalRegion}:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200
        row = model._default_manager.first()
        if row is not None:
            assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200


@pytest.mark.parametrize("who", ["buyer", "office", "broker"])
def test_staff_who_are_no_operators_see_nothing(market: Market, who: str) -> None:
    client = staff(getattr(market, who))
    answer = client.get(reverse("admin:accounts_organisation_changelist"))
    assert answer.status_code == 403


def test_nothing_is_added_changed_or_deleted_past_the_services(market: Market) -> None:
    listing = factories.need(market.buyer)
    client = staff(market.operator, is_superuser=True)
    # Regions are written here, by their service.
    for model in set(admin.site._registry) - {LocalRegion}:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_add")).status_code == 403
    change = reverse("admin:catalog_listing_change", args=[listing.pk])
    assert client.post(change, {"title": "x"}).status_code == 403
    delete = reverse("admin:catalog_listing_delete", args=[listing.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    listing.refresh_from_db()
    assert listing.title != "x"


def test_moderation_withdraws_by_the_service(market: Market) -> None:
    listing = factories.need(market.buyer)
    client = staff(market.operator)
    data = {"action": "withdraw", "_selected_action": [listing.pk]}
    client.post(reverse("admin:catalog_listing_changelist"), data)
    listing.refresh_from_db()
    assert not listing.published
    assert Event.objects.filter(name="listing.withdrawn", actor_id=market.operator.pk).exists()


def test_dead_deliveries_are_tried_again(market: Market) -> None:
    factories.need(market.buyer)
    dead = Delivery.objects.earliest("pk")
    Delivery.objects.filter(pk=dead.pk).update(state="dead", attempts=9, error="Boom\nno index")
    client = staff(market.operator)
    address = reverse("admin:core_delivery_changelist")
    assert "no index" in client.get(address).content.decode()
    client.post(address, {"action": "retry", "_selected_action": [dead.pk]})
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == ("pending", 0)
