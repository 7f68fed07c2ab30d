"""The migrations and the tables say the same."""

import re
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

import storage.migrations
from app.recall.terms import terms_of
from storage import FacilityKeys, NewerDatabaseError, open_database
from storage.connection import WRITES, make_engine
from storage.migrations import HEAD
from storage.private_files import make_private_file
from storage.tables import Base

KEY = FacilityKeys.random().database


def _described(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') "
                "AND sql IS NOT NULL AND name NOT LIKE 'passage_words%' "
                "AND name != 'alembic_version'"
            )
        )
        return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


def test_migrated_tables_equal_the_described_ones(tmp_path: Path) -> None:
    migrated = open_database(tmp_path / "migrated.db", KEY)
    make_private_file(tmp_path / "described.db")
    described = make_engine(tmp_path / "described.db", KEY)
    with described.connect().execution_options(**{WRITES: True}) as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    assert _described(migrated) == _described(described)
    with migrated.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, _kind, _parents: "passage_words" not in (name or ""),
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    migrated.dispose()
    described.dispose()


def test_head_names_the_last_revision() -> None:
    scripts = ScriptDirectory(str(Path(storage.migrations.__file__).parent))
    assert scripts.get_heads() == [HEAD]


def test_a_database_from_a_later_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "d" / "lilo.db"
    engine = open_database(path, KEY)
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError, match="9999") as caught:
        open_database(path, KEY)
    assert caught.value.code == "storage.newer"
    assert caught.value.remedy
    assert path.read_bytes() == before


def test_foreign_keys_are_on_after_a_migration(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "lilo.db", KEY)
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous", "temp_store")
        }
    engine.dispose()
    assert settings == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2, "temp_store": 2}


def test_what_has_a_vector_already_gets_its_terms(tmp_path: Path) -> None:
    make_private_file(tmp_path / "old.db")
    engine = make_engine(tmp_path / "old.db", KEY)
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    revision = ScriptDirectory.from_config(config).get_revision("0017")
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, str(revision.down_revision))
            for number, title in ((1, "Tea"), (2, "Bees")):
                connection.execute(
                    text(
                        "INSERT INTO passages (sequence, id, scope, stream, title, text, "
                        "retelling, sensitivity, people, places) VALUES (:number, :id, 'all', "
                        "'knowledge', :title, 'Warm cups', '[]', 'open', '[]', '[]')"
                    ),
                    {"number": number, "id": bytes([number]) * 16, "title": title},
                )
            connection.execute(
                text("INSERT INTO passage_vectors VALUES (:id, 'model', x'00000000')"),
                {"id": bytes([1]) * 16},
            )
        with connection.begin():
            command.upgrade(config, "0017")
            kept = connection.execute(text("SELECT passage_id, terms FROM passage_vectors")).all()
    engine.dispose()
    assert [tuple(row) for row in kept] == [(bytes([1]) * 16, terms_of("Tea", "Warm cups"))]


def test_what_models_failed_at_is_kept_until_it_is_too_old(tmp_path: Path) -> None:
    make_private_file(tmp_path / "old.db")
    engine = make_engine(tmp_path / "old.db", KEY)
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, "0017")
            connection.execute(
                text(
                    "INSERT INTO dead_letters (at, purpose, schema_name, model, attempts) "
                    "VALUES ('2026-11-01', 'memory', 'Form', 'tiny', '[]')"
                )
            )
        with connection.begin():
            command.upgrade(config, "0018")
            kept = connection.execute(
                text("SELECT purpose, resident_id, messages FROM dead_letters")
            ).all()
            connection.execute(text("DELETE FROM dead_letters"))
    engine.dispose()
    assert [tuple(row) for row in kept] == [("memory", None, "[]")]


def test_vectors_are_found_after_the_table_was_made_anew(tmp_path: Path) -> None:
    make_private_file(tmp_path / "old.db")
    engine = make_engine(tmp_path / "old.db", KEY)
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    passage = {"id": bytes([1]) * 16}
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        with connection.begin():
            command.upgrade(config, "0018")
            connection.execute(
                text(
                    "INSERT INTO passages (sequence, id, scope, stream, title, text, retelling, "
                    "sensitivity, people, places) VALUES (1, :id, 'all', 'knowledge', 'Tea', "
                    "'Warm cups', '[]', 'open', '[]', '[]')"
                ),
                passage,
            )
            connection.execute(
                text(
                    "INSERT INTO passage_vectors (passage_id, fingerprint, vector, terms) "
                    "VALUES (:id, 'model', x'0000803F', x'07')"
                ),
                passage,
            )
        with connection.begin():
            command.upgrade(config, "0019")
            kept = connection.execute(text("SELECT * FROM passage_vectors")).all()
            # It goes with its passage as before.
            connection.execute(text("DELETE FROM passages"))
            left = connection.execute(text("SELECT count(*) FROM passage_vectors")).scalar()
    engine.dispose()
    assert [tuple(row) for row in kept] == [(passage["id"], "model", b"\x00\x00\x80?", b"\x07")]
    assert left == 0
