"""A contract written here: its text, its PDF and Word file, both signatures, and what stands against."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from backend.accounts.events import MemberLeft
from backend.attachments.storage import bytes_of
from backend.contracts.clauses import OPEN
from backend.contracts.documents import contract_pdf
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_for_registration
from backend.contracts.services import (
    contract_accept_scan,
    contract_confirm,
    contract_refuse_scan,
    contract_reopen,
    contract_revise,
    contract_scan,
    contract_sign,
)
from backend.contracts.versions import contract_values_of
from backend.core.errors import NotFound, NotPermitted, Stale, Unavailable, WrongState
from backend.deals.models import Deal, Stage
from backend.signing.local import timestamps
from backend.signing.models import Credential, Document
from backend.signing.reactions import certificates_member_leave
from backend.signing.selectors import Verdict, pdf_validate
from backend.signing.services import certificate_revoke
from tests.backend.contracts import records, signing
from tests.backend.pairings import pairs
from tests.browsers import browser, confirm_identity, text
from tests.factories import Market, actor
from tests.refusals import refused


@pytest.mark.parametrize("order", [("buyer", "office"), ("office", "buyer")])
def test_from_the_library_to_both_signatures(market: Market, order: tuple[str, str]) -> None:
    found = signing.begun(market)
    assert (found.state, Deal.objects.get().stage) == ("drafting", Stage.CONTRACT)
    assert any("【" in clause["text"] for clause in found.clauses)
    before = signing.state()
    with pytest.raises(ValidationError) as refused:
        contract_revise(
            actor=actor(market.buyer),
            contract_id=found.pk,
            expected_revision=1,
            values=contract_values_of(found),
        )
    assert any("【" in said for said in refused.value.message_dict["clauses"])
    assert signing.state() == before
    found = agreed_from(market, found)
    frozen = bytes_of(signing.document(found).key)
    half = signing.signed_by(market, found, order[0])
    assert (half.state, half.signed_on) == ("confirmed", None)
    copy = bytes_of(signing.document(found).signed_key)
    assert copy.startswith(frozen)
    assert pdf_validate(copy).verdict == Verdict.PARTLY
    with pytest.raises(NotPermitted):
        signing.signed_by(market, found, order[0])
    done = signing.signed_by(market, found, order[1])
    assert (done.state, done.signed_on, done.deal.stage) == (
        "signed", timezone.localdate(), Stage.DELIVERY,
    )  # fmt: skip
    assert contract_for_registration(done.pk).contract == done
    whole = bytes_of(signing.document(found).signed_key)
    assert whole.startswith(copy)
    result = pdf_validate(whole)
    assert result.verdict == Verdict.INTACT
    assert {one.signer for one in result.signatures} == {"Buyer", "Office"}
    assert {one.organisation for one in result.signatures} == {
        market.enterprise.name, market.university.name,
    }  # fmt: skip
    assert all(one.signed_at is not None for one in result.signatures)
    changed = bytearray(whole)
    changed[len(frozen) // 2] ^= 1
    for other in (bytes(changed), whole + b"\n% more"):
        assert pdf_validate(other).verdict == Verdict.CHANGED
    revoked(market, whole)


def revoked(market: Market, whole: bytes) -> None:
    """What was signed before the certificate was revoked stands; a later time stamp does not."""
    held = Credential.objects.get(user=market.buyer)
    with refused(NotFound):
        certificate_revoke(actor=actor(market.office), certificate_id=held.pk, reason="left")
    with refused(ValidationError):
        certificate_revoke(actor=actor(market.buyer), certificate_id=held.pk, reason="bored")
    buyer = browser(market.buyer)
    place = reverse("certificate_revoke", args=[held.pk])
    given = {f"{held.pk}-reason": "key_lost"}
    assert buyer.post(place, given).url.startswith(reverse("account_reauthenticate"))
    confirm_identity(buyer)
    buyer.post(place, given)
    result = pdf_validate(whole)
    assert result.verdict == Verdict.INTACT
    assert [one.signer for one in result.signatures if one.revoked_at] == ["Buyer"]
    assert not any(one.too_late for one in result.signatures)
    with refused(WrongState):
        certificate_revoke(actor=actor(market.buyer), certificate_id=held.pk, reason="left")
    page = text(buyer.get(reverse("certificates")))
    assert "Revoked" in page
    Credential.objects.filter(pk=held.pk).update(revoked_at=timezone.now() - timedelta(days=1))
    assert pdf_validate(whole).verdict == Verdict.REVOKED
    shown = text(
        browser().post(reverse("signing_validate"), {"file": SimpleUploadedFile("x.pdf", whole)})
    )
    assert "signed after its certificate was revoked" in shown
    gone = MemberLeft(organisation_id=market.university.pk, user_id=market.office.pk, removed=True)
    certificates_member_leave(gone, 0)
    assert Credential.objects.get(user=market.office).revoked_reason == "left"


def agreed_from(market: Market, found: Contract) -> Contract:
    sent = contract_revise(
        actor=actor(market.buyer),
        contract_id=found.pk,
        expected_revision=1,
        values=signing.filled(found),
    )
    confirmed = contract_confirm(
        actor=actor(market.office), contract_id=found.pk, expected_revision=sent.revision
    )
    assert (confirmed.state, pdf_validate(bytes_of(signing.document(found).key)).verdict) == (
        "confirmed", Verdict.TEXT,
    )  # fmt: skip
    return Contract.objects.get(pk=found.pk)


@pytest.mark.parametrize("setting", ["", "http://127.0.0.1:9/tsa"])
def test_without_a_time_stamp_nothing_is_signed_and_it_says_so(
    market: Market, settings: object, setting: str
) -> None:
    found = signing.agreed(market)
    settings.TIMESTAMP = setting  # type: ignore[attr-defined]
    before = signing.document(found)
    with pytest.raises(Unavailable):
        signing.signed_by(market, found, "buyer")
    after = signing.document(found)
    assert (after.signed_sha256, after.state) == (before.signed_sha256, "open")
    [failed] = after.signatures.filter(party="buyer")
    assert (failed.state, failed.mark) == ("failed", "")
    assert Contract.objects.get().state == "confirmed"
    buyer = browser(market.buyer)
    confirm_identity(buyer)
    answer = buyer.post(
        reverse("contract_act", args=[found.pk, "sign"]),
        {"revision": found.revision, "agreed": "on"},
    )
    assert answer.status_code == 503
    assert "Nothing was signed" in text(answer)
    settings.TIMESTAMP = timestamps.LOCAL  # type: ignore[attr-defined]
    assert signing.signed_by(market, found, "buyer", "office").state == "signed"


def test_back_to_the_text_makes_what_was_signed_void(market: Market) -> None:
    found = signing.signed_by(market, signing.agreed(market), "buyer")
    copy = bytes_of(signing.document(found).signed_key)
    contract_reopen(
        actor=actor(market.office),
        contract_id=found.pk,
        expected_revision=found.revision,
        note="保密期改为三年",
    )
    assert pdf_validate(copy).verdict == Verdict.VOID
    now = Contract.objects.get()
    assert (now.state, now.confirmed_by, now.returned_note) == ("returned", None, "保密期改为三年")
    with pytest.raises((WrongState, NotPermitted)):
        signing.signed_by(market, found, "office")
    sent = contract_revise(
        actor=actor(market.buyer),
        contract_id=now.pk,
        expected_revision=now.revision,
        values=replace(signing.filled(now), title="散热膜委托开发（二稿）"),
    )
    contract_confirm(
        actor=actor(market.office), contract_id=now.pk, expected_revision=sent.revision
    )
    with pytest.raises(Stale):
        # Who saw the first text has not seen this one.
        contract_sign(
            actor=actor(market.buyer), contract_id=now.pk, expected_revision=found.revision
        )
    assert signing.signed_by(market, now, "buyer", "office").state == "signed"
    assert Document.objects.count() == 2


def test_a_scan_that_the_other_side_confirms_signs_it_too(market: Market) -> None:
    found = signing.agreed(market)
    buyer, office = actor(market.buyer), actor(market.office)
    scan = {"contract_id": found.pk, "signed_on": timezone.localdate()}
    other = SimpleUploadedFile("other.pdf", contract_pdf(begun_elsewhere(found)))
    before = signing.state()
    with pytest.raises(ValidationError, match="not the agreed text"):
        contract_scan(actor=buyer, expected_revision=found.revision, upload=other, **scan)
    early = scan | {"signed_on": timezone.localdate() - timedelta(days=9)}
    paper = bytes_of(signing.document(found).key)
    with pytest.raises(ValidationError, match="the contract is signed later"):
        contract_scan(
            actor=buyer,
            expected_revision=found.revision,
            upload=SimpleUploadedFile("scan.pdf", paper),
            **early,
        )
    assert signing.state() == before
    for turn in range(2):
        now = contract_scan(
            actor=buyer,
            expected_revision=Contract.objects.get().revision,
            upload=SimpleUploadedFile("scan.pdf", paper),
            **scan,
        )
        with pytest.raises(NotPermitted):
            contract_accept_scan(actor=buyer, contract_id=now.pk, expected_revision=now.revision)
        if turn == 0:
            contract_refuse_scan(
                actor=office, contract_id=now.pk, expected_revision=now.revision, note="缺第二页"
            )
    assert Contract.objects.get().scan is not None
    contract_accept_scan(actor=office, contract_id=now.pk, expected_revision=now.revision)
    done = Contract.objects.get()
    assert (done.state, done.signed_on) == ("signed", timezone.localdate())
    assert pdf_validate(paper).verdict == Verdict.SCAN
    with pytest.raises(WrongState):
        signing.signed_by(market, done, "buyer")


def begun_elsewhere(contract: Contract) -> Contract:
    other = Contract.objects.get(pk=contract.pk)
    other.title = "另一份合同"
    return other


def test_the_pages_of_a_written_contract(market: Market) -> None:
    deal = pairs.deal(market)
    buyer, office = browser(market.buyer), browser(market.office)
    form = {k: v for k, v in records.FORM.items() if k != "signed_on"} | {"written": "here"}
    answer = buyer.post(reverse("contract_draft", args=[deal.pk]), form)
    found = Contract.objects.get()
    assert answer.url == reverse("contract_text", args=[found.pk])
    page = buyer.get(answer.url)
    assert "missing before it can be sent" in text(page)
    rows = {
        f"clause_{n}_{name}": OPEN.sub("十五", clause[name])
        for n, clause in enumerate(found.clauses)
        for name in ("code", "heading", "text")
    }
    sent = buyer.post(answer.url, form | rows | {"revision": 1, "send": "1"})
    assert sent.status_code == 302, text(sent)
    assert Contract.objects.get().state == "proposed"
    office.post(reverse("contract_act", args=[found.pk, "confirm"]), {"revision": 2})
    page = office.get(reverse("contract", args=[found.pk]))
    assert "sign it for your organisation" in text(page)
    before = signing.state()
    asked = office.post(
        reverse("contract_act", args=[found.pk, "sign"]), {"revision": 3, "agreed": "on"}
    )
    assert asked.url.startswith(reverse("account_reauthenticate"))
    by_api = office.post(f"/api/v1/contracts/{found.pk}/sign/", {"revision": 3})
    assert (by_api.status_code, signing.state()) == (403, before)
    for person in (office, buyer):
        confirm_identity(person)
    unread = office.post(reverse("contract_act", args=[found.pk, "sign"]), {"revision": 3})
    assert unread.status_code == 422
    for person, revision in ((office, 3), (buyer, 4)):
        done = person.post(
            reverse("contract_act", args=[found.pk, "sign"]), {"revision": revision, "agreed": "on"}
        )
        assert done.status_code == 302
    assert Contract.objects.get().state == "signed"
    file = office.get(reverse("signing_document", args=[signing.document(found).pk])).content
    for person in (browser(None), browser(market.stranger)):
        seen = person.post(reverse("signing_validate"), {"file": SimpleUploadedFile("a.pdf", file)})
        assert "Intact." in text(seen)
        assert "Office" in text(seen)
    for bad, words in ((b"%PDF-1.7 broken", "Not readable"), (b"hello", "Not readable")):
        seen = browser(None).post(
            reverse("signing_validate"), {"file": SimpleUploadedFile("a.pdf", bad)}
        )
        assert words in text(seen)
    stranger = browser(market.stranger)
    for name, pk in (
        ("signing_document", signing.document(found).pk), ("contract_text", found.pk),
        ("contract_pdf", found.pk), ("contract_word", found.pk),
    ):  # fmt: skip
        assert stranger.get(reverse(name, args=[pk])).status_code == 404
