"""Tables whose rows never change: the database itself refuses, by triggers, on SQLite and PostgreSQL.

Installed after every migrate (`bursar migrate`, and the tests), because Django drops a table's triggers on SQLite
whenever it alters the table.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

# Table -> what is refused. What a decision reads is dated: closed (an update), never deleted (rule 14).
TABLES = {
    "audit_entry": ("UPDATE", "DELETE"),
    "invoices_document": ("UPDATE", "DELETE"),
    "invoices_documentline": ("UPDATE", "DELETE"),
    "invoices_documentfile": ("UPDATE", "DELETE"),
    "invoices_documentsource": ("UPDATE", "DELETE"),
    "invoices_waitingdocument": ("DELETE",),
    "invoices_ledgerentry": ("UPDATE", "DELETE"),
    "invoices_adjustment": ("UPDATE", "DELETE"),
    "grants_grant": ("DELETE",),
    "accounts_membership": ("DELETE",),
    "accounts_groupmembership": ("DELETE",),
    "accounts_groupnesting": ("DELETE",),
    "accounts_customrolepermission": ("DELETE",),
    "accounts_portalkind": ("DELETE",),
    "billing_portalstate": ("DELETE",),
    "payments_payment": ("DELETE",),
    "payments_reminder": ("UPDATE", "DELETE"),
    "payments_incomingpayment": ("DELETE",),
    "payments_allocation": ("UPDATE", "DELETE"),
    "payments_refund": ("DELETE",),
    "payments_mandate": ("DELETE",),
    "payments_plannedpayment": ("DELETE",),
}
# Rows of these may be deleted while their document has no standing: nobody has seen what an import only staged.
UNPUBLISHED = {
    "invoices_document": "id",
    "invoices_documentline": "document_id",
    "invoices_documentfile": "document_id",
}
_FUNCTION = """
CREATE OR REPLACE FUNCTION bursar_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
END $$
"""
_PUBLISHED = """
CREATE OR REPLACE FUNCTION bursar_refuse_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM invoices_standing WHERE document_id = CAST(to_jsonb(OLD) ->> TG_ARGV[0] AS bigint)) THEN
        RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME USING ERRCODE = '23001';
    END IF;
    RETURN OLD;
END $$
"""
_ONLY = "WHEN EXISTS (SELECT 1 FROM invoices_standing WHERE document_id = OLD.{column}) "


def install(connection: BaseDatabaseWrapper) -> None:
    """Install every trigger, replacing what is there."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            cursor.execute(_PUBLISHED)
        for name, table, operation in _triggers():
            if connection.vendor == "postgresql":
                level = "STATEMENT" if operation == "TRUNCATE" else "ROW"
                function = "bursar_refuse_change()"
                if _may_go(table, operation):
                    function = f"bursar_refuse_published('{UNPUBLISHED[table]}')"
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {operation} ON {table} FOR EACH {level} EXECUTE FUNCTION {function}"
                )
            elif operation != "TRUNCATE":
                only = _ONLY.format(column=UNPUBLISHED[table]) if _may_go(table, operation) else ""
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {operation} ON {table} {only}"
                    f"BEGIN SELECT RAISE(ABORT, '{operation} of {table} is refused: its rows never change'); END"
                )


def remove(connection: BaseDatabaseWrapper) -> None:
    """Remove them, for a flush in tests."""
    with connection.cursor() as cursor:
        for name, table, _ in _triggers():
            suffix = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{suffix}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that are not there."""
    query = (
        "SELECT tgname FROM pg_trigger"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    expected = [name for name, _, op in _triggers() if op != "TRUNCATE" or connection.vendor == "postgresql"]
    return [name for name in expected if name not in present]


def _may_go(table: str, operation: str) -> bool:
    return operation == "DELETE" and table in UNPUBLISHED


def _triggers() -> list[tuple[str, str, str]]:
    return [
        (f"{table}_no_{operation.lower()}", table, operation)
        for table, refused in TABLES.items()
        for operation in (*refused, "TRUNCATE")
    ]
