"""Demo imports: one that waits with faults to be mended, one that is on the market."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.core.dispatcher import deliver_all
from backend.imports.models import Import
from backend.imports.services import import_check, import_upload, import_write

from .people import rows

_DONE = """\
燕南大学 2026 年可转化成果（第一批）

编号,成果名称,简介,主要技术指标,所属学院,阶段
YN-2601,风电叶片前缘耐雨蚀涂层,弹性体涂层，现场可修补。,附着力≥8 MPa,材料学院,中试
YN-2602,电缆接头局部放电在线监测,超声与特高频联合判别。,灵敏度≤5 pC,电气学院,产业化
YN-2603,盐碱地耐盐饲草品种,沿海滩涂三年区域试验。,耐盐浓度≥0.6 %,农学院,中试
"""
_WAITING = """\
编号,成果名称,所在地,主要技术指标,成熟度,备注,备注
YN-2611,中低温余热发电螺杆膨胀机,沧州,发电效率≥8 %,6,节能,
YN-2612,,沧州,厚度≤60 绿,12,,缺名称
YN-2613,水处理用抗污染纳滤膜,沧洲,通量≥60 L/(m2·h),5,,
YN-2613,抗污染纳滤膜（重复）,沧州,,5,,
"""


def imports_seed() -> None:
    """Bring both files of one office. Safe to repeat."""
    emails = {row["key"]: row["email"] for row in rows("people")}
    office = actor_of(User.objects.get(email=emails["yannan-office"]))
    if office.organisation_id is None or Import.objects.exists():
        return
    for name, table, write in (
        ("可转化成果.csv", _DONE, True),
        ("待整理成果.csv", _WAITING, False),
    ):
        run = import_upload(
            actor=office,
            owner_id=office.organisation_id,
            kind="achievement",
            file_name=name,
            data=table.encode(),
        )
        import_check(actor=office, import_id=run.pk)
        deliver_all()
        if write:
            import_write(actor=office, import_id=run.pk)
            deliver_all()
