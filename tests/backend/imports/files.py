"""Files of listings, brought as an office or an enterprise brings them."""

from __future__ import annotations

from backend.accounts.models import User
from backend.core.dispatcher import deliver_all
from backend.imports.models import Import
from backend.imports.services import import_check, import_upload, import_write
from tests.factories import actor

TABLE = """\
某某学院成果汇总表

序号,成果名称,所在地,主要技术指标,备注,备注
A-1,石墨烯散热膜,130900,厚度≤60 μm,甲,乙
A-2,高导热胶,130900,导热系数≥5 W/(m·K),,
A-3,,无此地,厚度≤60 绿,,
"""


def brought(by: User, table: str = TABLE, kind: str = "achievement") -> Import:
    """A file that was uploaded for the person's organisation."""
    who = actor(by)
    assert who.organisation_id is not None
    return import_upload(
        actor=who,
        owner_id=who.organisation_id,
        kind=kind,
        file_name="成果.csv",
        data=table.encode(),
    )


def checked(by: User, table: str = TABLE) -> Import:
    """One whose rows were checked as its columns were guessed."""
    run = import_check(actor=actor(by), import_id=brought(by, table).pk)
    deliver_all()
    run.refresh_from_db()
    return run


def written(by: User, table: str = TABLE) -> Import:
    """One that is on the market."""
    run = import_write(actor=actor(by), import_id=checked(by, table).pk)
    deliver_all()
    run.refresh_from_db()
    return run
