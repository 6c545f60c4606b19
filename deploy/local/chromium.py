"""Makes sure that the browser tests have Chromium and a Chinese font."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = ("chromium", "fonts-noto-cjk")
NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of an installed Chromium."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def main() -> int:
    """Install it where that is allowed, otherwise say what to type."""
    if chromium():
        return 0
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        print(f"The browser tests need Chromium: sudo {' '.join(install)}", file=sys.stderr)
        return 1
    print("installing Chromium for the browser tests", file=sys.stderr, flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-q"], install):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return 0 if chromium() else 1


if __name__ == "__main__":
    sys.exit(main())
