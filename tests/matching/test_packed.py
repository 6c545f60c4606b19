from __future__ import annotations

import importlib

import pytest

from matching.encoders.processor import multiplies_bfloat16

pytestmark = pytest.mark.model
PRECISIONS = ["float32", *(["bfloat16"] if multiplies_bfloat16() else [])]


@pytest.fixture
def torch():
    """Loaded where it is used: that takes as long as all other modules of the tests."""
    return pytest.importorskip("torch")


@pytest.fixture
def packed(torch):
    return importlib.import_module("matching.encoders.packed")


@pytest.fixture
def model(torch):
    def made(precision="float32"):
        torch.manual_seed(1)
        layers = torch.nn.Linear(48, 96), torch.nn.GELU(), torch.nn.Linear(96, 48, bias=False)
        return torch.nn.Sequential(*layers).to(getattr(torch, precision)).eval()

    return made


@pytest.mark.parametrize("precision", PRECISIONS)
@pytest.mark.parametrize("rows", [1, 16, 700])
def test_a_packed_layer_gives_what_the_plain_one_does(torch, packed, model, precision, rows):
    plain = model(precision)[0]
    texts = torch.randn(2, rows, 48).to(getattr(torch, precision))
    with torch.inference_mode():
        found, expected = packed.PackedLinear(plain)(texts), plain(texts)
    assert found.dtype == expected.dtype
    assert torch.allclose(found, expected, atol=2e-2 if precision == "bfloat16" else 1e-5)


@pytest.mark.parametrize("precision", PRECISIONS)
def test_all_linear_layers_are_packed_where_it_is_faster(
    torch, packed, model, monkeypatch, precision
):
    monkeypatch.setattr(packed, "_faster", lambda packed, plain: True)
    made = model(precision)
    assert packed.pack(made)
    assert [type(layer) for layer in made] == [
        packed.PackedLinear,
        torch.nn.GELU,
        packed.PackedLinear,
    ]
    assert made(torch.ones(1, 48, dtype=getattr(torch, precision))).shape == (1, 48)


def test_a_layout_that_is_slower_here_is_left_alone(torch, packed, model, monkeypatch):
    monkeypatch.setattr(packed, "_faster", lambda packed, plain: False)
    made = model()
    assert not packed.pack(made)
    assert isinstance(made[0], torch.nn.Linear)


def test_a_build_without_the_kernels_keeps_its_layers(torch, packed, model, monkeypatch):
    def missing(layer):
        raise NotImplementedError

    monkeypatch.setattr(packed, "PackedLinear", missing)
    made = model()
    assert not packed.pack(made)
    assert isinstance(made[0], torch.nn.Linear)
    assert not packed.pack(torch.nn.GELU())
