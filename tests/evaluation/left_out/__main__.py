"""Measures signals that the ranker does without, and which of its own tell similar listings."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from matching import facade as matching
from matching import runtime
from matching.evaluation.beir import read_folder
from matching.evaluation.bootstrap import Interval
from matching.evaluation.encodings import EncodingStore
from matching.release import newest_for
from tests.evaluation.left_out.added import Shipped, Worth
from tests.evaluation.left_out.signals import signals_left_out
from tests.evaluation.left_out.similar import Similar, Weights, similar
from tests.evaluation.left_out.standard import scale_of
from tests.evaluation.token_size import judged

_MIX = 58  # letters of the longest name of a mix


@dataclass(frozen=True, slots=True)
class Report:
    """``ndcg_at_10`` is the release's over ``needs``, ``signals`` those of its own alone;
    ``left_out`` the others by name.
    """

    folder: str
    release: str
    needs: int
    ndcg_at_10: float
    signals: Mapping[str, float]
    left_out: Mapping[str, Worth]
    similar: Similar


def measured(path: Path, encodings: Path | None) -> Report:
    """All figures on a BEIR folder; vectors are kept in the folder ``encodings``."""
    collection = read_folder(path)
    encoder = runtime.encoder()
    release = newest_for(encoder.version, [runtime.settings().releases])
    store = EncodingStore(encoder, encodings)
    encoded = store.encoded([*collection.needs, *collection.offers], lambda done, total: None)
    needs, offers = encoded[: len(collection.needs)], encoded[len(collection.needs) :]
    lists = judged(replace(collection, needs=needs, offers=offers))
    shipped = Shipped.of(lists, release)
    rows = {need.id: row for row, need in enumerate(needs)}
    columns = {offer.id: column for column, offer in enumerate(offers)}
    left_out = {}
    for name, values in signals_left_out(needs, offers, store).items():
        of_lists = [values[rows[o.need.id], [columns[p.id] for p in o.offers]] for o in lists]
        left_out[name] = shipped.worth(of_lists, scale_of(values))
    return Report(
        folder=collection.name,
        release=release.name,
        needs=len(lists),
        ndcg_at_10=shipped.ndcg_at_10,
        signals=shipped.alone(),
        left_out=left_out,
        similar=similar(lists, offers, release),
    )


def table(report: Report) -> Iterator[str]:
    """The report's lines; in brackets 95% intervals of paired differences over needs."""
    yield (
        f"{report.folder}: nDCG@10 of {report.release} over {report.needs} needs "
        f"{report.ndcg_at_10:.4f}"
    )
    yield "alone: " + ", ".join(f"{name} {value:.4f}" for name, value in report.signals.items())
    yield ""
    weights = [f"added by {weight:g}" for weight in next(iter(report.left_out.values())).added]
    yield f"{'left out':30}{'alone':>8}" + "".join(f"{weight:>35}" for weight in weights)
    for name, worth in report.left_out.items():
        cells = (
            f"{added.ndcg_at_10:>9.4f}{added.difference:>+9.4f} {_interval(added.interval)}"
            for added in worth.added.values()
        )
        yield f"{name:30}{worth.alone:>8.4f}" + "".join(cells)
    yield ""
    alike = report.similar
    yield f"similar: {alike.queries} achievements as queries, for {alike.needs} needs;"
    yield "differences from the release's weights, which come first"
    yield f"{'':{_MIX}}{'nDCG@10':>8}{'':19}{'AUC':>8}"
    for told in alike.mixes:
        yield (
            f"{_mix(told.weights):{_MIX}}{told.ndcg_at_10:>8.4f} {_interval(told.ndcg_difference)}"
            f"{told.auc:>8.4f} {_interval(told.auc_difference)}"
        )


def _interval(interval: Interval | None) -> str:
    return f"{'-':18}" if interval is None else f"[{interval[0]:+.4f}, {interval[1]:+.4f}]"


def _mix(weights: Weights) -> str:
    return " + ".join(f"{w:g} {name}" if w != 1.0 else name for name, w in weights.items())


def main() -> None:
    """Prints the tables, or JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.evaluation.left_out", description=__doc__
    )
    parser.add_argument("folder", type=Path, help="a BEIR folder of needs and achievements")
    parser.add_argument("--encodings", type=Path, metavar="FOLDER", help="keep vectors here")
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    options = parser.parse_args()
    matching.configure(cache_dir=Path(".cache") / "models")
    report = measured(options.folder, options.encodings)
    if options.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=2))
        return
    for line in table(report):
        print(line)


if __name__ == "__main__":
    main()
