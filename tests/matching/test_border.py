from __future__ import annotations

import subprocess
import sys

_PROBE = """
import sys
import matching.facade, matching.contracts
from pathlib import Path
matching.facade.configure(cache_dir=Path({cache!r}))
matching.facade.encoder_version()
matching.facade.dimension()
matching.facade.active_release()
matching.facade.unit_known("g/cm3")
matching.facade.check_indicators([], {{"title": "x"}})
print(sorted({{"torch", "django", "transformers", "sklearn"}} & set(sys.modules)))
"""


def test_nothing_heavy_is_imported_until_a_text_is_encoded(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", _PROBE.format(cache=str(tmp_path))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []
