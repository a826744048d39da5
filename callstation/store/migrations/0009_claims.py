"""A team's claims on people, and when each colleague was last seen; instead of two columns that nothing used.

On SQLite, where one workstation has the book, these tables stay empty.
"""

import json

from peewee import BigIntegerField, ForeignKeyField, Model, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class Claim(Base):
        person = ForeignKeyField(Person, unique=True, on_delete="CASCADE")
        seat = TextField(index=True, help_text="one workstation: a random word")
        caller = TextField(help_text="whose seat it is, for the eye")
        since = BigIntegerField()
        until = BigIntegerField(help_text="the lease: whoever was cut off lets go by itself")

    class Colleague(Base):
        name = TextField(unique=True)
        seen_at = BigIntegerField()

    db.create_tables([Claim, Colleague])
    if not type(db).__name__.startswith("Sqlite"):
        # What belongs to one caller is few among all who are due.
        db.execute_sql(
            "CREATE INDEX person_given_word ON person (why, id) WHERE ready = 1 "
            "AND why IN ('agreed hour', 'promise', 'broken promise', 'agreed step')"
        )
    db.execute_sql(
        "INSERT INTO colleague (name, seen_at) SELECT caller, max(started_at) FROM session "
        "WHERE caller <> '' GROUP BY caller"
    )
    db.execute_sql("ALTER TABLE draft ADD COLUMN caller TEXT NOT NULL DEFAULT ''")
    for column in ("claimed_by", "claimed_until"):
        db.execute_sql(f"ALTER TABLE person DROP COLUMN {column}")
    _forget_in_undo(db)


def _forget_in_undo(db):
    """A person put back by an undo has no such columns any more."""
    mark = "?" if type(db).__name__.startswith("Sqlite") else "%s"
    found = db.execute_sql(
        f"SELECT id, changes FROM undo WHERE undone_at IS NULL AND changes LIKE {mark}", ('%"claimed_by"%',)
    ).fetchall()
    for undo_id, text in found:
        changes = json.loads(text)
        for op in changes:
            if op[:2] == ["+", "person"]:
                for column in ("claimed_by", "claimed_until"):
                    op[2].pop(column, None)
        kept = json.dumps(changes, separators=(",", ":"), ensure_ascii=False)
        db.execute_sql(f"UPDATE undo SET changes = {mark} WHERE id = {mark}", (kept, undo_id))
