"""Tunes the encoder on graded pairs, and fits all that rests on its vectors anew.

The whole model is tuned but for the embeddings and the lowest layers, which hold the languages
together. A tuned encoder is a folder ``encoders/tuned-<digest>`` under the cache, its means and
projection beside it: a version of its own, whose vectors never stand among others.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matching import runtime
from matching.contracts import MatchingError
from matching.encoders.processor import multiplies_bfloat16
from matching.encoders.sentence import SentenceEncoder
from matching.encoders.statistics import load_statistics, save_statistics
from matching.encoding import ListingEncoder
from matching.fitting.encoder import fit_encoder
from matching.learning.labels import Labels
from matching.passages import whole_text

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from matching.learning.cosent import Row

Progress = Callable[[str, int, int], None]
FROZEN_LAYERS = 3
_SUBWORDS = 128  # of a text while tuning: what says most stands first
_SETTINGS: dict[str, Any] = {
    "num_train_epochs": 2,
    "learning_rate": 4e-5,
    "warmup_steps": 0.1,
    "per_device_train_batch_size": 32,
}
_CHECKPOINTS = 0.1  # of the way, each


def tune_encoder(
    labels: Labels, parent: ListingEncoder, *, seed: int = 0, progress: Progress | None = None
) -> ListingEncoder:
    """A tuned encoder, written under the cache folder. Seeded; what was interrupted goes on from
    its last checkpoint when it is asked for again.

    Raises MatchingError for an encoder without weights to tune, or without what training needs.
    """
    if not isinstance(parent.encoder, SentenceEncoder):
        raise MatchingError(
            f"the encoder {parent.encoder.identity} has no weights to tune: --part weights does "
            "without, and TIQIAO_MODEL names another encoder"
        )
    settings = runtime.settings()
    rows = _rows(labels)
    folder = settings.cache_dir / "tuning" / _digest(parent.version, rows, seed)
    tuned = _train(parent.encoder, rows, folder, seed, progress)
    identity = f"tuned-{_weights_digest(tuned)}"
    home = settings.encoders / identity
    if not home.is_dir():
        settings.encoders.mkdir(parents=True, exist_ok=True)
        tuned.replace(home)
    shutil.rmtree(folder, ignore_errors=True)
    encoder = SentenceEncoder(identity, lambda: str(home), threads=settings.threads)
    needs, offers = (
        [text for p in side.values() if (text := whole_text(p.texts))]
        for side in (labels.needs, labels.offers)
    )
    if progress is not None:
        progress("statistics", 0, 1)
    save_statistics(settings.encoders / f"{identity}.npz", fit_encoder(encoder, needs, offers))
    return ListingEncoder(encoder, load_statistics(identity, [settings.encoders]))


def _rows(labels: Labels) -> list[Row]:
    """Pairs as the model reads them. What people did counts by its grade alone: the weights of
    labels have no place in the loss, so looking, which says least, is left out.
    """
    return [
        (
            whole_text(labels.needs[label.need_id].texts),
            whole_text(labels.offers[label.offer_id].texts),
            label.grade / 3.0,
        )
        for label in labels.labels
        if label.weight >= 0.25
    ]


def _train(
    parent: SentenceEncoder,
    rows: list[Row],
    folder: Path,
    seed: int,
    progress: Progress | None,
) -> Path:
    """The folder of the tuned model."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer

        from matching.learning.cosent import trainer
    except ImportError as error:
        raise MatchingError(
            "tuning needs torch, sentence-transformers, accelerate and datasets: install the "
            "group 'models'"
        ) from error
    on_gpu = torch.cuda.is_available()
    torch.manual_seed(seed)
    model = SentenceTransformer(parent.locate(), device="cuda" if on_gpu else "cpu")
    kept_length, model.max_seq_length = model.max_seq_length, _SUBWORDS
    _freeze(model)
    made = trainer(
        model,
        rows,
        _SETTINGS
        | {
            "output_dir": str(folder),
            "seed": seed,
            "data_seed": seed,
            "use_cpu": not on_gpu,
            "bf16": on_gpu or multiplies_bfloat16(),
            "prompts": {"need": model.prompts.get("query") or "",
                        "offer": model.prompts.get("passage") or ""},
            "save_strategy": "steps",
            "save_steps": _CHECKPOINTS,
            "save_total_limit": 1,
            "logging_strategy": "no",
            "report_to": "none",
            "disable_tqdm": True,
            "dataloader_pin_memory": on_gpu,
        },
        None if progress is None else lambda done, whole: progress("tune", done, whole),
    )  # fmt: skip
    made.train(resume_from_checkpoint=_last_checkpoint(folder))
    model.max_seq_length = kept_length
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def _freeze(model: SentenceTransformer) -> None:
    for name, parameter in model.named_parameters():
        layer = name.partition(".layer.")[2].partition(".")[0]
        if "embeddings" in name or (layer.isdigit() and int(layer) < FROZEN_LAYERS):
            parameter.requires_grad = False


def _last_checkpoint(folder: Path) -> str | None:
    """The newest whole checkpoint: its state is written last."""
    found = [path.parent for path in folder.glob("checkpoint-*/trainer_state.json")]
    found.sort(key=lambda path: int(path.name.rpartition("-")[2]))
    return str(found[-1]) if found else None


def _digest(version: str, rows: list[Row], seed: int) -> str:
    told = json.dumps([version, rows, seed, _SETTINGS, FROZEN_LAYERS], ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _weights_digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.safetensors")):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:10]
