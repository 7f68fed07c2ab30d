"""The terms of each passage beside its vector, so that words can be searched in memory."""

import sqlalchemy as sa
from alembic import op

from app.recall.terms import terms_of

revision = "0017"
down_revision = "0016"

_AT_ONCE = 2_000


def upgrade() -> None:
    op.add_column(
        "passage_vectors",
        sa.Column("terms", sa.LargeBinary(), nullable=False, server_default=sa.text("x''")),
    )
    connection = op.get_bind()
    after = -1
    while rows := connection.execute(
        sa.text(
            "SELECT p.sequence, p.id, p.title, p.text FROM passages AS p "
            "JOIN passage_vectors AS v ON v.passage_id = p.id "
            "WHERE p.sequence > :after ORDER BY p.sequence LIMIT :most"
        ),
        {"after": after, "most": _AT_ONCE},
    ).all():
        connection.execute(
            sa.text("UPDATE passage_vectors SET terms = :terms WHERE passage_id = :id"),
            [{"terms": terms_of(title, text), "id": id_} for _, id_, title, text in rows],
        )
        after = rows[-1].sequence
