"""A contract that is registered elsewhere, for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from backend.registration.values import OutsideValues

VALUES = OutsideValues(
    number="2026110108000456",
    title="轴承涂层技术开发",
    type="development",
    signed_on=date(2026, 3, 18),
    seller_name="北京某研究院",
    seller_country="142",
    seller_region="110108",
    contract_amount=Decimal(800_000),
    technology_amount=Decimal(650_000),
)
