"""Emails know where they come from, what goes along and which conversation they belong to; meetings that people
were invited to; what was put into a calendar outside."""

from peewee import SQL, BigIntegerField, ForeignKeyField, IntegerField, Model, TextField


def string(**more):
    return TextField(default="", constraints=[SQL("DEFAULT ''")], **more)


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Person(Model):
        class Meta:
            database = db
            table_name = "person"

    class Meeting(Model):
        person = ForeignKeyField(Person, on_delete="CASCADE")
        uid = TextField(unique=True)
        sequence = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
        step_id = IntegerField(null=True, help_text="the step that its hour comes from")
        starts_at = BigIntegerField()
        what = string()
        email_id = IntegerField(null=True, help_text="the newest email about it")
        status = TextField()
        made_at = BigIntegerField()

        class Meta:
            database = db
            legacy_table_names = False

    class CalendarEntry(Model):
        uid = TextField(unique=True)
        href = TextField()
        etag = string()
        digest = string(help_text="of what was put there")
        at = BigIntegerField()

        class Meta:
            database = db
            legacy_table_names = False

    for column in (
        "kind TEXT NOT NULL DEFAULT ''",
        "caller TEXT NOT NULL DEFAULT ''",
        "reason_id INTEGER",
        "attachments TEXT NOT NULL DEFAULT ''",  # JSON: paths
        "calendar TEXT NOT NULL DEFAULT ''",  # an iCalendar text
        "thread TEXT NOT NULL DEFAULT ''",  # the message ids of the conversation so far, oldest first
        "edited SMALLINT NOT NULL DEFAULT 0",
    ):
        db.execute_sql(f"ALTER TABLE outbox_email ADD COLUMN {column}")
    db.execute_sql("ALTER TABLE email ADD COLUMN bounced_at BIGINT")
    db.create_tables([Meeting, CalendarEntry])
    # A bounce names the message that came back.
    db.execute_sql("CREATE INDEX outbox_message ON outbox_email (message_id) WHERE message_id <> ''")
