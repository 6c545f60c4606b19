"""Open bidding: from a need to the acceptance of the first milestone, with three sealed bids."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.product import Product

from . import calling, settling, talking
from .calling import Bidding
from .conftest import SignIn
from .steps import emails
from .talking import WHOLE, People

# By night in either mode: from the award on it goes the way that test_deal goes in each run.
pytestmark = [pytest.mark.browser, pytest.mark.servers, pytest.mark.nightly]


def test_open_bidding_leads_from_a_need_to_an_accepted_milestone(
    product: Product, sign_in: SignIn
) -> None:
    enter = partial(sign_in, product)
    people = Bidding(
        runner=enter("beifang-geng"),
        decider=enter("beifang-ji"),
        winner=enter("luanhe-wei"),
        rivals=(enter("yannan-office"), enter("xiongzhou-office")),
        partner=enter("liyan-xu"),
        reviewers=(enter("jinghang-gao"), enter("haihe-cui")),
        visitor=enter(None),
    )
    need = calling.need_published(people.runner)
    run = calling.call_posted(people, need, "纪文静")
    call = run.replace("run/", "")
    codes = (calling.key_taken(people.runner, run), calling.key_taken(people.decider, run))
    people.runner.goto(run)
    calling.send(people.runner, "/post/")

    won = calling.entered(people.winner, call, str(WHOLE))
    calling.entered(people.rivals[0], call, "1150000")
    joint = calling.entered(
        people.rivals[1], call, "1180000", own_task="总体与工艺", own_share="60",
        member_1="唐山砺岩新材料有限公司", member_1_task="中试线", member_1_share="40",
    )  # fmt: skip
    people.partner.goto(joint)
    calling.send(people.partner, "/join/")
    for page in (people.runner, people.decider, people.visitor):
        page.goto(call)
        told = page.locator("main").inner_text()
        assert not [name for name in ("滦河", "燕南", "雄州", "砺岩") if name in told]

    calling.time_passes(product, call, "closes_at")
    calling.opened(people, run, codes)
    calling.reviewed(people, run, (emails()["jinghang-gao"], emails()["haihe-cui"]))
    calling.opened(people, run, codes)
    deal = calling.decided(product, people, run, won)

    sides = People(
        people.runner, people.winner, enter("luanhe-office"),
        broker=people.visitor, officer=people.visitor, operator=people.visitor,
    )  # fmt: skip
    talking.terms_in_three_rounds(sides, deal)
    talking.shares_agreed(sides, deal)
    contract = talking.contract_written(sides, deal)
    talking.contract_signed(sides, contract)
    plan = settling.milestones_planned(sides, contract)
    settling.milestone_accepted(sides, plan, 1)
    expect(people.runner.locator("main .chip.ok").first).to_be_visible()
