"""Everything the first version of Lilo keeps."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

EVIDENCE = ("messages", "observations", "alert_events", "scores", "audit_entries")


def upgrade() -> None:
    _people()
    _conversations()
    _alerts()
    _care()
    _passages()
    _records()
    for table in EVIDENCE:
        _only_ever_add(table)


def _id(*names: str, nullable: bool = False) -> list[sa.Column[bytes]]:
    return [sa.Column(name, sa.LargeBinary(16), nullable=nullable) for name in names]


def _text(*names: str, nullable: bool = False) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=nullable) for name in names]


def _json(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _reference(table: str, column: str, target: str, **rules: Any) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", **rules)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _people() -> None:
    op.create_table(
        "residents",
        *_id("id"),
        *_text("given_name", "family_name", "preferred_name", "room", "wing"),
        sa.Column("born", sa.Date(), nullable=True),
        *_text("language", "background"),
        *_json("family", "risk_factors"),
        sa.PrimaryKeyConstraint("id", name="pk_residents"),
    )
    op.create_table(
        "staff",
        *_id("id"),
        *_text("login", "login_folded", "given_name", "family_name", "role", "title", "wing"),
        sa.Column("on_shift", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff"),
        sa.UniqueConstraint("login_folded", name="uq_staff_login_folded"),
    )
    op.create_table(
        "staff_credentials",
        *_id("staff_id"),
        *_text("passphrase_hash"),
        _number("failures"),
        *_text("blocked_until", nullable=True),
        sa.PrimaryKeyConstraint("staff_id", name="pk_staff_credentials"),
        _reference("staff_credentials", "staff_id", "staff.id"),
    )


def _conversations() -> None:
    op.create_table(
        "messages",
        _number("sequence"),
        *_id("id", "turn_id", "resident_id"),
        *_text("speaker", "text", "at"),
        *_json("fragments", "trace"),
        sa.PrimaryKeyConstraint("sequence", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
        _reference("messages", "resident_id", "residents.id"),
    )
    _index("messages", "resident_id", "sequence")
    _index("messages", "resident_id", "speaker", "at")
    op.create_table(
        "observations",
        _number("sequence"),
        *_id("message_id", "resident_id"),
        *_text("at"),
        _number("level"),
        sa.Column("score", sa.Double(), nullable=False),
        *_text("words"),
        sa.PrimaryKeyConstraint("sequence", name="pk_observations"),
        _reference(
            "observations", "message_id", "messages.id", deferrable=True, initially="DEFERRED"
        ),
        _reference("observations", "resident_id", "residents.id"),
    )
    _index("observations", "level", "at")


def _alerts() -> None:
    op.create_table(
        "alert_events",
        _number("sequence"),
        *_id("id", "alert_id", "resident_id"),
        *_text("kind", "at"),
        *_id("by", nullable=True),
        *_text("outcome", nullable=True),
        *_text("note"),
        *_text("source", nullable=True),
        _number("level", nullable=True),
        *_text("danger", nullable=True),
        *_text("words", nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        *_id("message_id", nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_alert_events"),
        sa.UniqueConstraint("id", name="uq_alert_events_id"),
    )
    _index("alert_events", "alert_id", "sequence")
    op.create_table(
        "alert_heads",
        *_id("alert_id", "resident_id"),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        *_text("raised_at"),
        *_text("resolved_at", nullable=True),
        sa.PrimaryKeyConstraint("alert_id", name="pk_alert_heads"),
    )
    _index("alert_heads", "is_open", "raised_at")
    _index("alert_heads", "is_open", "resolved_at")


def _care() -> None:
    op.create_table(
        "scheduled_items",
        *_id("id", "resident_id"),
        *_text("title", "spoken"),
        sa.Column("at", sa.Time(), nullable=False),
        *_json("weekdays"),
        *_text("kind", "visitor"),
        sa.PrimaryKeyConstraint("id", name="pk_scheduled_items"),
        _reference("scheduled_items", "resident_id", "residents.id"),
    )
    _index("scheduled_items", "resident_id", "at")
    op.create_table(
        "scores",
        _number("sequence"),
        *_id("id", "resident_id"),
        *_text("scale"),
        sa.Column("taken_on", sa.Date(), nullable=False),
        _number("total"),
        *_json("items"),
        sa.PrimaryKeyConstraint("sequence", name="pk_scores"),
        sa.UniqueConstraint("id", name="uq_scores_id"),
        _reference("scores", "resident_id", "residents.id"),
    )
    _index("scores", "resident_id", "taken_on")


def _passages() -> None:
    op.create_table(
        "passages",
        _number("sequence"),
        *_id("id"),
        *_text("scope", "stream"),
        *_id("owner", nullable=True),
        *_text("title", "text"),
        *_json("retelling"),
        *_text("sensitivity"),
        *_json("people", "places"),
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("sequence", name="pk_passages"),
        sa.UniqueConstraint("id", name="uq_passages_id"),
        _reference("passages", "owner", "residents.id"),
    )
    _index("passages", "scope", "sequence")
    op.create_table(
        "passage_vectors",
        *_id("passage_id"),
        *_text("fingerprint"),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("passage_id", name="pk_passage_vectors"),
        _reference("passage_vectors", "passage_id", "passages.id", ondelete="CASCADE"),
    )
    _passage_words()


def _passage_words() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE passage_words USING fts5("
        "title, text, scope, content='passages', content_rowid='sequence', "
        "tokenize='porter unicode61')"
    )
    # The scope narrows a search; it must not count as a found word.
    op.execute(
        "INSERT INTO passage_words(passage_words, rank) VALUES ('rank', 'bm25(1.0, 1.0, 0.0)')"
    )
    remember = (
        "INSERT INTO passage_words(rowid, title, text, scope) "
        "VALUES (new.sequence, new.title, new.text, new.scope);"
    )
    forget = (
        "INSERT INTO passage_words(passage_words, rowid, title, text, scope) "
        "VALUES ('delete', old.sequence, old.title, old.text, old.scope);"
    )
    for event, statements in (
        ("insert", remember),
        ("update", forget + remember),
        ("delete", forget),
    ):
        op.execute(
            f"CREATE TRIGGER passages_{event}_words AFTER {event.upper()} ON passages "
            f"BEGIN {statements} END"
        )


def _records() -> None:
    op.create_table(
        "audit_entries",
        _number("sequence"),
        *_text("at", "action", "actor", "subject"),
        *_json("details"),
        *_text("previous_mac", "mac"),
        sa.PrimaryKeyConstraint("sequence", name="pk_audit_entries"),
    )
    op.create_table(
        "marks",
        *_text("name"),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_marks"),
    )


def _only_ever_add(table: str) -> None:
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_refuse_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are evidence and are only ever added'); END"
        )
