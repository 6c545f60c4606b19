"""What PostgreSQL itself holds of the ledger: journals sum to zero when their transaction ends, and
what is booked is never changed or deleted. SQLite holds the rest by the services and the chain."""

from __future__ import annotations

from typing import Any

from django.db import connections

BALANCES = """
CREATE OR REPLACE FUNCTION ledger_journal_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
        WHERE e.journal_id = NEW.journal_id GROUP BY a.currency HAVING sum(e.amount) <> 0
    ) THEN
        RAISE EXCEPTION 'journal % does not sum to zero', NEW.journal_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_balances AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_journal_balances();
"""
KEEPS = """
CREATE OR REPLACE FUNCTION ledger_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
KEPT = ("ledger_journal", "ledger_entry", "ledger_seal")
KEEPING = """
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_keeps();
"""


def triggers_install(*, using: str, **_kwargs: Any) -> None:
    """Install what is missing, after migrations; nothing on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    tables = set(connection.introspection.table_names())
    if not {"ledger_account", *KEPT} <= tables:
        return
    wanted = {"ledger_entry_balances": BALANCES}
    wanted |= {f"{table}_kept": KEEPING.format(table=table) for table in KEPT}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'ledger\\_%'")
        held = {name for (name,) in cursor.fetchall()}
        missing = [sql for name, sql in wanted.items() if name not in held]
        for sql in (KEEPS, *missing) if missing else ():
            cursor.execute(sql)
