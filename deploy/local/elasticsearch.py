"""Elasticsearch: one real node, from published jars on the Java of a wheel."""

from __future__ import annotations

import http.client
import json
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from .elasticsearch_home import classpath, elasticsearch_home, java
from .process import free_port
from .server import Report, Server

LOGGING = """\
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] [%node_name]%marker %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""


class Elasticsearch(Server):
    """A node without security, on loopback only. ``heap`` is in Java's notation."""

    name = "elasticsearch"
    variable = "ELASTICSEARCH_URL"
    patience: ClassVar[float] = 180.0
    heap: ClassVar[str] = "512m"

    def prepare(self, report: Report) -> None:
        """Assemble the shared home, and this root's configuration."""
        elasticsearch_home(report)
        configuration = self.home / "config"
        configuration.mkdir(exist_ok=True)
        (self.home / "tmp").mkdir(exist_ok=True)
        (configuration / "log4j2.properties").write_text(LOGGING)

    def command(self, port: int) -> Sequence[str | Path]:
        """java on the shared jars with this root's configuration and data."""
        home = elasticsearch_home()
        configuration = self.home / "config"
        # JSON is YAML.
        (configuration / "elasticsearch.yml").write_text(json.dumps(self.settings(port), indent=2))
        return [
            java(),
            f"-Xms{self.heap}",
            f"-Xmx{self.heap}",
            f"-Djava.io.tmpdir={self.home / 'tmp'}",
            "-XX:+ExitOnOutOfMemoryError",
            # A test's node lives too briefly to earn back the second compiler's work.
            *([] if self.durable else ["-XX:TieredStopAtLevel=1"]),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classpath(home),
            "SearchServer",
            home,
            configuration,
        ]

    def settings(self, port: int) -> dict[str, object]:
        """The node's configuration."""
        return {
            "cluster.name": "tiqiao-local",
            "discovery.type": "single-node",
            "network.host": "127.0.0.1",
            "http.port": port,
            "transport.port": free_port(),
            "path.data": str(self.home / "data"),
            "path.logs": str(self.home / "logs"),
            # A developer's disk is often fuller than a server's may be.
            "cluster.routing.allocation.disk.threshold_enabled": False,
        }

    def answers(self, port: int) -> bool:
        """Whether the cluster has a master and every primary shard."""
        health = f"{self.url(port)}/_cluster/health?wait_for_status=yellow&timeout=1s"
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with direct.open(health, timeout=5) as answer:
                return not json.load(answer)["timed_out"]
        except (OSError, ValueError, http.client.HTTPException):
            return False

    def url(self, port: int) -> str:
        """``http://…``"""
        return f"http://127.0.0.1:{port}"
