from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from matching import facade
from matching.contracts import Profile
from matching.encoders import bundled_model
from matching.encoding import pack_encoding

pytestmark = pytest.mark.model


def _listing(kind: str, title: str, text: str = "", **more: str) -> Profile:
    texts = {"title": title, "summary": text, **more}
    profile = Profile(title, kind, texts)  # type: ignore[arg-type]
    return replace(profile, encoding=facade.encode([profile.texts], [profile.kind])[0])


def test_meaning_without_a_shared_word_and_across_languages(bundled_engine):
    need = _listing("need", "让冬天的车窗不结冰", "希望找到能防止玻璃表面结霜的办法。")
    offers = [
        _listing("achievement", t)
        for t in (
            "疏水除霜涂层",
            "A coating that keeps glass free of frost",
            "水稻病虫害预报",
            "Tax law",
        )
    ]
    order = [p.candidate_id for p in facade.rank(need, offers)]
    assert set(order[:2]) == {offers[0].id, offers[1].id}


def test_vectors_do_not_depend_on_the_batch(bundled_engine):
    texts = ["短", "高密度等静压石墨制备技术" * 20, "a coating", "锂电池"]
    together = facade.embed(texts, "passage")
    for text, vector in zip(texts, together, strict=True):
        assert float(facade.embed([text], "passage")[0] @ vector) > 0.99


def test_token_vectors_are_small_and_name_their_passage(bundled_engine):
    texts = {
        "title": "高密度石墨密封环",
        "summary": "用于高温泵。" + "成本不超过八十元每件，寿命长。" * 40,
    }
    (encoding,) = facade.encode([texts], ["need"])
    size = sum(
        a.nbytes for a in (encoding.tokens, encoding.token_ids, encoding.token_passages)
    ) + 2 * len(encoding.token_scale)
    assert 0 < size <= 8192
    assert len(pack_encoding(encoding)) < 10_000
    assert encoding.token_passages[0] == 0
    assert encoding.token_passages.max() > 0
    lengths = np.linalg.norm(encoding.tokens * encoding.token_scale[:, None], axis=1)
    assert lengths == pytest.approx(1.0, abs=0.03)


def test_late_interaction_quotes_the_passage(bundled_engine):
    need = _listing("need", "石墨密封环", "设备在车间里。需要体积密度高的石墨密封环。")
    offer = _listing("achievement", "石墨密封环", "团队成立于去年。体积密度高的石墨密封环。")
    (pair,) = facade.rank(need, [offer])
    reason = next(r for r in pair.reasons if r.signal == "late")
    quoted = {s.side: (need if s.side == "need" else offer) for s in reason.spans}
    said = {s.side: quoted[s.side].texts[s.field][s.start : s.end] for s in reason.spans}
    assert "石墨密封环" in said["offer"]
    assert "石墨密封环" in said["need"]


def test_late_interaction_quotes_no_title_and_no_row_of_indicators(bundled_engine):
    row = "密封环工作温度≥400 ℃"
    need = _listing("need", "石墨密封环", "泵要停机检修。需要耐磨的密封件。", indicators=row)
    offer = _listing("achievement", "石墨密封环", "团队成立于去年。密封件寿命长。", indicators=row)
    bare = _listing("achievement", "耐磨的密封件")

    def fields(offer: Profile) -> set[tuple[str, str]]:
        (pair,) = facade.rank(need, [offer])
        return {(s.side, s.field) for r in pair.reasons if r.signal == "late" for s in r.spans}

    assert fields(offer) == {("need", "summary"), ("offer", "summary")}
    # A title is better than nothing.
    assert fields(bare) == {("need", "summary"), ("offer", "title")}


def test_passages_that_happen_to_be_long_are_not_quoted(bundled_engine):
    text = "浆浓百分之三十八直接进料，处理量每小时十二立方米，白度提高六度，磁体无需液氦。"
    need = _listing("need", "阀座堆焊", "堆焊层稀释率低，不得有贯穿裂纹，阀座同位运行四千小时。")
    (pair,) = facade.rank(need, [_listing("achievement", "高梯度磁选", text)])
    assert not [s for r in pair.reasons if r.signal == "late" for s in r.spans]


def test_fresh_and_stored_encodings_score_the_same(bundled_engine):
    need, offer = _listing("need", "石墨密封环", "高密度。"), _listing("achievement", "石墨密封")
    stored = replace(offer, encoding=facade.unpack_encoding(pack_encoding(offer.encoding)))
    fresh, again = (facade.rank(need, [o])[0].score for o in (offer, stored))
    assert again == pytest.approx(fresh, abs=1e-6)


def test_two_at_once_see_one_whole_folder(tmp_path, monkeypatch):
    def write(folder):
        (folder / "model").mkdir()
        for part in range(20):
            (folder / "model" / f"part-{part}").write_text("x" * 1000)

    monkeypatch.setattr(bundled_model, "_write", write)
    with ThreadPoolExecutor(4) as pool:
        folders = set(pool.map(lambda _: bundled_model.bundled_model(tmp_path), range(8)))
    (folder,) = folders
    assert len(list(folder.iterdir())) == 20
    assert list(tmp_path.iterdir()) == [folder]


def test_a_failed_build_leaves_nothing(tmp_path, monkeypatch):
    def write(folder):
        (folder / "model").mkdir()
        raise OSError("disk full")

    monkeypatch.setattr(bundled_model, "_write", write)
    with pytest.raises(OSError, match="disk full"):
        bundled_model.bundled_model(tmp_path)
    assert list(tmp_path.iterdir()) == []
