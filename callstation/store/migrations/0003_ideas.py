"""Rounds of brainstorming and the ideas that came of them: kept from the first letter until they are looked through."""

from peewee import SQL, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Reason(Model):
        class Meta:
            database = db
            table_name = "reason"

    class Brainstorm(Model):
        caller = TextField(default="", constraints=[SQL("DEFAULT ''")])
        players = TextField(help_text="names, as JSON")
        seconds = IntegerField(help_text="how long the round is")
        played = IntegerField(default=0, constraints=[SQL("DEFAULT 0")], help_text="seconds of it that are over")
        started_at = BigIntegerField()
        ended_at = BigIntegerField(null=True)

        class Meta:
            database = db
            legacy_table_names = False

    class Idea(Model):
        brainstorm = ForeignKeyField(Brainstorm)
        player = TextField()
        kind = TextField()
        text = TextField()
        at = BigIntegerField()
        status = TextField()
        points = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
        reached = IntegerField(default=0, constraints=[SQL("DEFAULT 0")], help_text="people, when it was entered")
        reason = ForeignKeyField(Reason, null=True, on_delete="SET NULL", help_text="what it became")

        class Meta:
            database = db
            legacy_table_names = False

    db.create_tables([Brainstorm, Idea])
    db.execute_sql("CREATE INDEX idea_waiting ON idea (id) WHERE status = 'waiting'")
