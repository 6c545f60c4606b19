"""Makes statistics of an encoder and releases of the ranker: ``python -m matching.fit --help``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from matching import runtime
from matching.encoders.statistics import save_statistics
from matching.evaluation.beir import read_grades
from matching.fitting.encoder import fit_encoder
from matching.fitting.market import Market
from matching.fitting.release import Corpus, fit_release
from matching.fitting.texts import needs_in, offers_in, papers_in
from matching.learning.labels import read_labels
from matching.passages import compose
from matching.release import write_release

_HERE = Path(__file__).parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m matching.fit", description=__doc__)
    parser.add_argument("what", choices=["encoder", "release"])
    parser.add_argument("--data", type=Path, required=True, help="a BEIR folder of judged needs")
    parser.add_argument("--papers", type=Path, help="JSON lines with title and abstract, for idf")
    parser.add_argument("--market", type=Path, help="outcomes of judged full listings, see README")
    parser.add_argument("--terms", type=Path, help="dictionary of terms in two languages")
    parser.add_argument("--model", default="bundled", help="bundled, null, none, a path or a name")
    parser.add_argument("--cache", type=Path, default=Path(".cache"))
    parser.add_argument("--name", help="of the release: it is written under this name")
    parser.add_argument("--out", type=Path, help="where to; default: among what is shipped")
    options = parser.parse_args(arguments)
    model = "null" if options.model == "none" else options.model
    runtime.configure(runtime.Settings(model, options.cache, None, options.terms))
    if options.what == "encoder":
        return _encoder(options)
    if not options.name:
        parser.error("a release needs --name")
    return _release(options)


def _encoder(options: argparse.Namespace) -> int:
    encoder = runtime.encoder().encoder
    papers = papers_in(options.papers) if options.papers else []
    corpora = [
        [text for text in (compose(profile.texts).text for profile in profiles) if text]
        for profiles in (needs_in(options.data), offers_in(options.data), papers)
    ]
    folder = options.out or _HERE / "encoders" / "fitted"
    path = folder / f"{encoder.identity}.npz"
    save_statistics(path, fit_encoder(encoder, *corpora))
    sys.stdout.write(f"{path}\n")
    return 0


def _release(options: argparse.Namespace) -> int:
    corpus = Corpus(
        needs_in(options.data),
        offers_in(options.data),
        papers_in(options.papers) if options.papers else [],
        read_grades(options.data),
        _market(options.market) if options.market else None,
    )
    record = {
        "fitted_on": datetime.now(UTC).isoformat(timespec="seconds"),
        "data": options.data.name,
        "needs": len(corpus.needs),
        "offers": len(corpus.offers),
        "background": len(corpus.background),
        "judged_pairs": len(corpus.judged),
        "weights": "hand-made priors, see matching/fitting/priors.json",
        "scales": "mean and deviation over all pairs of a need and an offer",
        "calibration": "grade >= 2 on the judged pairs",
    }
    if corpus.market is not None:
        record |= {
            "calibration": "grade >= 2 on all pairs of the market's judged needs",
            "market_needs": len({need for need, _offer in corpus.market.judged}),
            "market_pairs": len(corpus.market.judged),
        }
    encoder = None if options.model == "none" else runtime.encoder()
    folder = (options.out or _HERE / "releases") / options.name
    write_release(folder, fit_release(options.name, corpus, encoder, record))
    sys.stdout.write(f"{folder}\n")
    return 0


def _market(path: Path) -> Market:
    labels = read_labels(path)
    judged = {(label.need_id, label.offer_id): label.grade for label in labels.labels}
    return Market(list(labels.needs.values()), list(labels.offers.values()), judged)


if __name__ == "__main__":
    raise SystemExit(main())
