"""Whether a function's time grows with its text and no faster.

A time decides only where it is long and grows far beyond the text: for eight times the text what is
linear takes eight times as long, and what is quadratic sixty-four times.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

PIECES = [
    *("从1", "由1到", "1分之1", "(1", "1)", "-1", "1,", " ", "　", "\n", "密度 ", ":", "-", "(", "）"),
    *("1到", "1", "一", "万", "1 ", "1.", "a", "a ", "度", "10^", "×10", "1×", "1/", "≥", "≥1", "1~"),
    *("±1", "1和", "和", "、a", "比", "最大", "of ", "在1", "每", "分别", "百分之", "零下", "不"),
    *("没有", "提高", "较相比", "对照", "gb/t ", "1e", "(1±1)", "kg·", "m/", "at 1", "1 %", "。"),
    *("1μm,", "应", "密度为", "不超过", "not more ", "随", "的1", "1 000", "预计", "10 -6"),
    *("5μm≤", "1.5±"),
]  # fmt: skip
END = "值≥1.80 g/cm³"
_TIMES = 8
_SLOW = 0.02  # seconds below which nothing grew too fast
_TOO_FAST = 18

Function = Callable[[str], object]


def too_fast(function: Function, *, size: int = 4_000, fresh: Function | None = None) -> list[str]:
    """The pieces whose repetition to ``size`` characters takes ``function`` more than eighteen
    times as long as an eighth of it; ``fresh`` runs before each try and is not timed.
    """
    function(END)  # what is loaded once
    return [piece for piece in PIECES if _grows(function, piece, size, fresh)]


def _grows(function: Function, piece: str, size: int, fresh: Function | None) -> bool:
    few, many = (f"密度{piece * (n // len(piece))}{END}" for n in (size // _TIMES, size))
    if _best(function, many, fresh, 1) < max(_SLOW, _TOO_FAST * _best(function, few, fresh, 2)):
        return False
    gc.collect()
    return _best(function, many, fresh, 3) > max(_SLOW, _TOO_FAST * _best(function, few, fresh, 5))


def _best(function: Function, text: str, fresh: Function | None, tries: int) -> float:
    return min(_seconds(function, text, fresh) for _try in range(tries))


def _seconds(function: Function, text: str, fresh: Function | None) -> float:
    if fresh is not None:
        fresh(text)
    begun = time.process_time()
    function(text)
    return time.process_time() - begun
