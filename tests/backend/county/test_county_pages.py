"""The pages of the county index, opened by those whom they are for."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from backend.county.models import Figure
from tests.backend.county import rounds
from tests.backend.county.rounds import YANSHAN, bureau, officer

pytestmark = pytest.mark.django_db


def test_every_page_is_reached_and_typed_figures_are_kept_where_one_is_wrong(
    client: Client,
) -> None:
    county = officer(bureau(YANSHAN))
    city = bureau()
    first, second = officer(city), officer(city)
    year = timezone.localdate().year - 1
    round_ = rounds.filled(first, year)
    release = rounds.published(round_, first, second)
    for url in (
        "/county/",
        "/county/schemes/county-index-2021/",
        f"/county/releases/{release.pk}/",
        f"/county/releases/{release.pk}/release.xlsx",
        f"/county/releases/{release.pk}/report.pdf",
        f"/county/releases/{release.pk}/counties/{YANSHAN}/",
    ):
        assert client.get(url).status_code == 200, url
    assert client.get(f"/county/releases/{release.pk}/counties/110108/").status_code == 404
    client.force_login(county)
    assert client.get(f"/county/rounds/{round_.pk}/counties/{YANSHAN}/").status_code == 200
    assert client.get(f"/county/rounds/{round_.pk}/counties/130921/").status_code == 404
    client.force_login(first)
    answer = client.post(
        "/county/rounds/new/",
        {"scheme": rounds.SCHEME.code, "year": year, "supply_due": timezone.localdate()},
    )
    assert answer.status_code == 422
    answer = client.post(
        "/county/rounds/new/",
        {"scheme": rounds.SCHEME.code, "year": year - 1, "supply_due": timezone.localdate()},
    )
    page = client.get(answer.url)  # type: ignore[attr-defined]
    assert "统计部门" in page.content.decode()
    task = round_.__class__.objects.get(year=year - 1).tasks.get(supplier="finance")
    typed = {f"{YANSHAN}/rd_budget_growth": "5.5", "130921/rd_budget_growth": "5,5"}
    before = Figure.objects.count()
    answer = client.post(f"/county/tasks/{task.pk}/figures/", {"revision": 1, **typed})
    assert answer.status_code == 422
    assert 'value="5.5"' in answer.content.decode()
    assert "有逗号" in answer.content.decode()
    assert Figure.objects.count() == before
    typed["130921/rd_budget_growth"] = "5.5"
    answer = client.post(f"/county/tasks/{task.pk}/figures/", {"revision": 1, **typed})
    assert answer.status_code == 302
    assert client.get(f"/county/tasks/{task.pk}/template.xlsx").status_code == 200
