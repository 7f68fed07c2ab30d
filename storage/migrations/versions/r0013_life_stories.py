"""Photographs of life stories, and when Lilo told of which entry."""

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "story_photos",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("story_id", sa.LargeBinary(16), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_story_photos"),
        sa.UniqueConstraint("id", name="uq_story_photos_id"),
        sa.ForeignKeyConstraint(["story_id"], ["passages.id"], name="fk_story_photos_story_id"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_story_photos_resident_id"
        ),
    )
    op.create_index("ix_story_photos_resident_id", "story_photos", ["resident_id"])
    op.create_index("ix_story_photos_story_id_sequence", "story_photos", ["story_id", "sequence"])
    op.create_table(
        "story_tellings",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.LargeBinary(16), nullable=False),
        sa.Column("story_id", sa.LargeBinary(16), nullable=False),
        sa.Column("turn_id", sa.LargeBinary(16), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_story_tellings"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name="fk_story_tellings_resident_id"
        ),
    )
    op.create_index("ix_story_tellings_resident_id_at", "story_tellings", ["resident_id", "at"])
    _name_the_time()


def _name_the_time() -> None:
    """Put the time of earlier entries where recall looks for it, with its years where plain."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.text("SELECT sequence, facts FROM passages WHERE stream = 'life_story'")
    ).all()
    for sequence, written in rows:
        facts = json.loads(written) if written else {}
        if "when" not in facts:
            continue
        facts["time"] = told = facts.pop("when")
        if found := re.search(r"(1[89]\d\d|20\d\d)(s?)", told):
            first = int(found[1])
            facts["years"] = f"{first}-{first + (9 if found[2] else 0)}"
        connection.execute(
            sa.text("UPDATE passages SET facts = :facts WHERE sequence = :sequence"),
            {"facts": json.dumps(facts), "sequence": sequence},
        )
