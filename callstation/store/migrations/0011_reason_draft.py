"""A reason being written is kept from its first letter on, as a note is."""

from peewee import BigIntegerField, IntegerField, Model, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class ReasonDraft(Model):
        caller = TextField()
        about = IntegerField(help_text="the reason that is being changed, 0 for a new one")
        form = TextField(help_text="what stands in the form, as JSON")
        at = BigIntegerField()

        class Meta:
            database = db
            legacy_table_names = False
            indexes = ((("caller", "about"), True),)

    db.create_tables([ReasonDraft])
