from __future__ import annotations

import pytest

pytestmark = pytest.mark.model
torch = pytest.importorskip("torch")

from matching.encoders import packed  # noqa: E402
from matching.encoders.processor import multiplies_bfloat16  # noqa: E402

PRECISIONS = [torch.float32, *([torch.bfloat16] if multiplies_bfloat16() else [])]


def model(precision):
    torch.manual_seed(1)
    layers = torch.nn.Linear(48, 96), torch.nn.GELU(), torch.nn.Linear(96, 48, bias=False)
    return torch.nn.Sequential(*layers).to(precision).eval()


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("rows", [1, 16, 700])
def test_a_packed_layer_gives_what_the_plain_one_does(precision, rows):
    plain = model(precision)[0]
    texts = torch.randn(2, rows, 48).to(precision)
    with torch.inference_mode():
        found, expected = packed.PackedLinear(plain)(texts), plain(texts)
    assert found.dtype == expected.dtype
    assert torch.allclose(found, expected, atol=2e-2 if precision == torch.bfloat16 else 1e-5)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_all_linear_layers_are_packed_where_it_is_faster(monkeypatch, precision):
    monkeypatch.setattr(packed, "_faster", lambda packed, plain: True)
    made = model(precision)
    assert packed.pack(made)
    assert [type(layer) for layer in made] == [
        packed.PackedLinear,
        torch.nn.GELU,
        packed.PackedLinear,
    ]
    assert made(torch.ones(1, 48, dtype=precision)).shape == (1, 48)


def test_a_layout_that_is_slower_here_is_left_alone(monkeypatch):
    monkeypatch.setattr(packed, "_faster", lambda packed, plain: False)
    made = model(torch.float32)
    assert not packed.pack(made)
    assert isinstance(made[0], torch.nn.Linear)


def test_a_build_without_the_kernels_keeps_its_layers(monkeypatch):
    def missing(layer):
        raise NotImplementedError

    monkeypatch.setattr(packed, "PackedLinear", missing)
    made = model(torch.float32)
    assert not packed.pack(made)
    assert isinstance(made[0], torch.nn.Linear)
    assert not packed.pack(torch.nn.GELU())
