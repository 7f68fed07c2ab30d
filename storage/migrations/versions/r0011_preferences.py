"""How residents like their kiosk: size of words, colours, order of the letters."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("text_scale", sa.Double(), nullable=False),
        sa.Column("colours", sa.Text(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("resident_id", name="pk_preferences"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_preferences_resident_id"
        ),
    )
