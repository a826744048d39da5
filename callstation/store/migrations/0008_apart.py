"""Pairs of people of whom the caller has said that they are two: they are not proposed as one again."""

from peewee import BigIntegerField, ForeignKeyField, Model


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Apart(Model):
        """``person`` has the lower id of the two."""

        person = ForeignKeyField(Person, on_delete="CASCADE", index=False)
        other = ForeignKeyField(Person, on_delete="CASCADE", backref="+")
        at = BigIntegerField()

        class Meta:
            database = db
            legacy_table_names = False
            indexes = ((("person", "other"), True),)

    db.create_tables([Apart])
