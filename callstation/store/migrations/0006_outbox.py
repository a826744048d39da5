"""Emails know where they come from, what goes along and which conversation they belong to; addresses since when they
do not work; what was put into a calendar outside."""

from peewee import SQL, BigIntegerField, Model, TextField


def string(**more):
    return TextField(default="", constraints=[SQL("DEFAULT ''")], **more)


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class CalendarEntry(Model):
        uid = TextField(unique=True)
        href = TextField()
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
    db.create_tables([CalendarEntry])
    # A bounce names the message that came back.
    db.execute_sql("CREATE INDEX outbox_message ON outbox_email (message_id) WHERE message_id <> ''")
