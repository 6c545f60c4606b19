"""Six people who register the same organisation at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from backend.accounts.models import Membership, Organisation
from backend.core.models import Event
from backend.joining.services import organisation_register
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.both_databases


@pytest.mark.skipif(connection.vendor != "postgresql", reason="writers are serial on SQLite")
@pytest.mark.django_db(transaction=True)
def test_one_is_registered_and_the_others_are_told_which_field() -> None:
    people = [factories.user() for _ in range(6)]
    start, refused = Barrier(6), []

    def register(person: object) -> None:
        who = actor(person)  # type: ignore[arg-type]
        start.wait(10)
        try:
            organisation_register(
                actor=who,
                kind="enterprise",
                name="同时登记的企业",
                name_en="",
                credit_code="",
                region="130900",
            )
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=register, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Organisation.objects.count() == Membership.objects.count() == 1
    assert Event.objects.filter(name="organisation.registered").count() == 1
    assert [set(error.message_dict) for error in refused] == [{"name"}] * 5
