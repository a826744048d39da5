"""What each row of a file said when it was last imported, so that the next import changes only what changed there."""

from peewee import SQL, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class ImportRow(Model):
        """A row of a file and whose it is."""

        person = ForeignKeyField(Person, on_delete="CASCADE")
        batch_id = IntegerField(null=True)
        shape = BigIntegerField(help_text="the format and columns of the file, as a number")
        digest = BigIntegerField(help_text="the shape and everything that the row said, as a number")
        said = TextField(default="", constraints=[SQL("DEFAULT ''")], help_text="a checksum of each field of it")
        id_key = BigIntegerField(null=True, help_text="the id that the row has where it comes from, as a number")
        replaced_by = IntegerField(null=True, help_text="the batch in which the row said something else")

        class Meta:
            database = db
            legacy_table_names = False

    db.create_tables([ImportRow])
    for index in (
        # An address is the same however it is written; looked up so by imports and by whoever is named by it.
        "DROP INDEX email_address",
        "CREATE INDEX email_lower ON email (lower(address))",
        "CREATE INDEX import_row_digest ON import_row (digest) WHERE replaced_by IS NULL",
        "CREATE INDEX import_row_id_key ON import_row (id_key) WHERE id_key IS NOT NULL AND replaced_by IS NULL",
    ):
        db.execute_sql(index)
    # A fax is never dialled: whoever has no other number has no place in the queue.
    db.execute_sql(
        "UPDATE person SET ready = 0, due_at = NULL, rank = NULL, why = '', why_at = NULL WHERE due_at IS NOT NULL "
        "AND id IN (SELECT person_id FROM phone WHERE kind = 'fax') AND NOT EXISTS (SELECT 1 FROM phone f "
        "WHERE f.person_id = person.id AND f.number <> '' AND f.flag <> 'wrong' AND f.kind <> 'fax')"
    )
