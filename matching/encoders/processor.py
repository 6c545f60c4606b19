"""Which number format the processor multiplies fast."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def processor_flags() -> frozenset[str]:
    """Instruction sets as Linux names them; empty elsewhere."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return frozenset()
    flags = next((line for line in lines if line.startswith("flags")), "")
    return frozenset(flags.partition(":")[2].split())


def processor_name() -> str:
    """The processor as it calls itself."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "unknown"
    name = next((line for line in lines if line.startswith("model name")), "")
    return name.partition(":")[2].strip() or "unknown"


def multiplies_bfloat16() -> bool:
    """True where bfloat16 beats float32; emulated, it would be slower."""
    return bool({"amx_bf16", "avx512_bf16"} & processor_flags())
