"""What the book remembers for the program: by which settings everybody was placed, and the holidays looked up."""

from peewee import Model, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Remembered(Model):
        name = TextField(unique=True)
        value = TextField()

        class Meta:
            database = db
            legacy_table_names = False

    db.create_tables([Remembered])
