"""Which hours reach whom: running tallies of answered calls, and on each person what their own record shows."""

from peewee import SQL, BigIntegerField, IntegerField, Model, SmallIntegerField, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class AnswerTally(Model):
        caller = TextField(help_text="so that the callers of a team do not wait for each other's rows")
        what = TextField(help_text="all, band, segment, weekday")
        segment = TextField(default="", constraints=[SQL("DEFAULT ''")])
        part = SmallIntegerField(default=0, constraints=[SQL("DEFAULT 0")], help_text="the band, or the weekday")
        calls = IntegerField()
        answered = IntegerField()
        expected = BigIntegerField(help_text="thousandths of an answer")

        class Meta:
            database = db
            legacy_table_names = False
            indexes = ((("segment", "what", "part", "caller"), True),)

    db.create_tables([AnswerTally])
    db.execute_sql("ALTER TABLE person ADD COLUMN answers TEXT NOT NULL DEFAULT ''")
