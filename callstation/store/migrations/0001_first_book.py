"""The whole book as of 0.1.0: a frozen copy of the tables, independent of the program as it is today.

Times are UTC epoch seconds (integers sort alike everywhere, and no driver turns them into its own zone);
days are ISO 8601 text; flags are 0 or 1, so that one SQL serves SQLite and PostgreSQL.
"""

from peewee import (
    SQL,
    BigIntegerField,
    CharField,
    ForeignKeyField,
    IntegerField,
    Model,
    SmallIntegerField,
    TextField,
)


def string(**more):
    return TextField(default="", constraints=[SQL("DEFAULT ''")], **more)


def count(**more):
    return IntegerField(default=0, constraints=[SQL("DEFAULT 0")], **more)


def flag(value=0):
    return SmallIntegerField(default=value, constraints=[SQL(f"DEFAULT {value}")])


def instant():
    """A moment that may be unknown."""
    return BigIntegerField(null=True)


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    class Base(Model):
        class Meta:
            database = db
            legacy_table_names = False

    class WindowGroup(Base):
        """People who share zone and calling hours: the queue opens one cursor for each that is open."""

        zone = string()
        hours = string()
        law = string()

        class Meta:
            indexes = ((("zone", "hours", "law"), True),)

    class Person(Base):
        kind = TextField()
        standing = TextField()
        name = TextField()
        first_name = string()
        last_name = string()
        company = string()
        title = string()
        industry = string()
        place = string()
        region = string()
        country = string()
        zone = string()
        zone_source = string()
        hours = string()
        rhythm = string()
        notes = string()
        seeks = string()
        offers = string()
        source = string()
        source_id = string()
        custom = string()
        typed = string()
        # What the queue needs, kept up to date with every change (see rules/queue.py).
        window_group = ForeignKeyField(WindowGroup, index=False)
        ready = flag()
        rank = BigIntegerField(null=True)
        due_at = instant()
        why = string()
        why_at = instant()
        snoozed_until = instant()
        drip_until = CharField(10, null=True)
        # Counters of the record.
        attempts = count()
        given = count()
        asked = count()
        last_call_at = instant()
        last_talk_at = instant()
        last_outcome = string()
        # A team's claim on the card.
        claimed_by = string()
        claimed_until = instant()
        created_at = BigIntegerField()
        updated_at = BigIntegerField()

    def of_person(**more):
        return ForeignKeyField(Person, on_delete="CASCADE", **more)

    class Phone(Base):
        person = of_person()
        position = count()
        number = string()
        extension = string()
        kind = string()
        raw = string()
        flag = string()
        tail = string(help_text="the digits, last first: someone is calling back from ...0134")

    class Email(Base):
        person = of_person()
        position = count()
        address = TextField()
        kind = string()
        state = string()

    class Tag(Base):
        person = of_person(index=False)
        tag = TextField()

        class Meta:
            indexes = ((("person", "tag"), True), (("tag", "person"), False))

    class Thread(Base):
        person = of_person()
        text = TextField()
        noted_at = BigIntegerField()
        closed_at = instant()

    class Objection(Base):
        person = of_person()
        slug = TextField()
        complaint = flag()
        raised_at = BigIntegerField()
        lifted_at = instant()
        reason_id = IntegerField(null=True)

        class Meta:
            indexes = ((("slug", "person"), False),)

    class Reason(Base):
        kind = TextField()
        text = TextField()
        lead_in = string()
        link = string()
        attachment = string()
        valid_until = CharField(10, null=True)
        audience = string()
        strength = count()
        gives = flag(1)
        anonymous = flag()
        client = ForeignKeyField(Person, null=True, on_delete="SET NULL")
        retired = flag()
        created_at = BigIntegerField()

    class ReasonUse(Base):
        reason = ForeignKeyField(Reason)
        person = of_person()
        entry_id = IntegerField(null=True)
        at = BigIntegerField()

    class ScriptRevision(Base):
        revision = CharField(64, unique=True)
        name = TextField()
        text = TextField()
        first_used_at = BigIntegerField()

    class Session(Base):
        caller = string()
        goal = TextField()
        target = IntegerField()
        started_at = BigIntegerField()
        ended_at = instant()
        worked = count(help_text="seconds worked before running_since")
        running_since = instant()

    class Entry(Base):
        """A person's history: one row for whatever happened, in the order of ids (a clock can go back)."""

        person = of_person(index=False)
        at = BigIntegerField()
        kind = TextField()
        zone = string()
        outcome = string()
        note = string()
        words = string()
        seconds = IntegerField(null=True)
        number = string()
        caller = string()
        reason_id = IntegerField(null=True)
        script = string()
        revision = string()
        session_id = IntegerField(null=True)
        ref_id = IntegerField(null=True)
        data = string()

        class Meta:
            indexes = ((("person", "id"), False),)

    class Promise(Base):
        person = of_person()
        entry_id = IntegerField()
        day = CharField(10)
        hear_by = CharField(10, null=True)
        words = string()
        zone = string()
        status = TextField()
        caller = string()
        made_at = BigIntegerField()
        deadline_at = BigIntegerField()
        settled_at = instant()

    class Step(Base):
        person = of_person()
        entry_id = IntegerField()
        day = CharField(10)
        at = instant()
        what = string()
        zone = string()
        status = TextField()
        caller = string()
        agreed_at = BigIntegerField()
        settled_at = instant()

    class Drip(Base):
        person = of_person()
        reason = ForeignKeyField(Reason, null=True)
        due_at = BigIntegerField()
        status = TextField()
        email_id = IntegerField(null=True)

    class OutboxEmail(Base):
        person = of_person()
        entry_id = IntegerField(null=True)
        address = TextField()
        subject = TextField()
        body = TextField()
        status = TextField()
        message_id = string()
        fault = string()
        tries = count()
        next_try_at = instant()
        created_at = BigIntegerField()
        sent_at = instant()

        class Meta:
            indexes = ((("status", "next_try_at"), False),)

    class Draft(Base):
        """What is being typed on somebody's card: kept from the first letter, gone with the outcome."""

        person = of_person(unique=True)
        note = string()
        touch = string()
        at = BigIntegerField()

    class Skip(Base):
        session = ForeignKeyField(Session, on_delete="CASCADE", index=False)
        person = of_person()

        class Meta:
            indexes = ((("session", "person"), True),)

    class DoNotCall(Base):
        """Outlives people: a number stays on the list when whoever had it is erased."""

        number = CharField(40, unique=True)
        since = CharField(10)
        source = string()

    class ImportBatch(Base):
        at = BigIntegerField()
        path = TextField()
        format = string()
        fingerprint = string()
        counts = string()
        undone_at = instant()

    class ImportMapping(Base):
        fingerprint = CharField(64, unique=True)
        mapping = TextField()

    class Experiment(Base):
        started_on = CharField(10)
        days = IntegerField()
        per_day = IntegerField()
        weekdays_only = flag(1)
        ended_on = CharField(10, null=True)

    class DayTally(Base):
        """Running tallies, so that a statistics page never counts all calls."""

        day = CharField(10)
        caller = string()
        what = TextField()
        n = count()

        class Meta:
            indexes = ((("day", "caller", "what"), True),)

    class Undo(Base):
        """What a step changed, as it was before: enough to take the whole of it back."""

        session_id = IntegerField(null=True)
        person_id = IntegerField()
        entry_id = IntegerField(null=True)
        verb = TextField()
        changes = TextField()
        at = BigIntegerField()
        undone_at = instant()

    db.create_tables(Base.__subclasses__())
    for index in (
        # The queue: within a group, the next is the first entry of this index, whatever the size of the book.
        "CREATE INDEX person_queue ON person (window_group_id, rank, id) WHERE ready = 1",
        # Agreed hours hold also where the window is closed.
        "CREATE INDEX person_hour ON person (rank, id) WHERE ready = 1 AND why = 'agreed hour'",
        # The sweep: who has become due since it last looked.
        "CREATE INDEX person_due ON person (due_at) WHERE ready = 0 AND due_at IS NOT NULL",
        "CREATE INDEX person_name ON person (name)",
        "CREATE INDEX person_source ON person (source_id) WHERE source_id <> ''",
        "CREATE INDEX person_snoozed ON person (snoozed_until) WHERE snoozed_until IS NOT NULL",
        "CREATE INDEX phone_number ON phone (number) WHERE number <> ''",
        "CREATE INDEX phone_tail ON phone (tail) WHERE tail <> ''",
        "CREATE INDEX email_address ON email (address)",
        "CREATE INDEX promise_open ON promise (deadline_at) WHERE status = 'open'",
        "CREATE INDEX step_open ON step (day) WHERE status = 'open'",
        "CREATE INDEX entry_session ON entry (session_id, id) WHERE session_id IS NOT NULL",
        "CREATE INDEX undo_session ON undo (session_id, id) WHERE undone_at IS NULL",
        "CREATE INDEX session_open ON session (id) WHERE ended_at IS NULL",
    ):
        db.execute_sql(index)
    if type(db).__name__.startswith("Sqlite"):
        # Two indexes of words: who they are, and what was noted; prefixes for search while typing.
        db.execute_sql(
            "CREATE VIRTUAL TABLE person_words USING fts5 (name, company, tags, more, prefix='1 2 3', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute_sql(
            "CREATE VIRTUAL TABLE note_words USING fts5 (note, person_id UNINDEXED, prefix='2 3', "
            "tokenize='unicode61 remove_diacritics 2')"
        )
    else:
        db.execute_sql("CREATE TABLE person_words (rowid BIGINT PRIMARY KEY, words tsvector NOT NULL)")
        db.execute_sql("CREATE INDEX person_words_words ON person_words USING gin (words)")
        db.execute_sql(
            "CREATE TABLE note_words (rowid BIGINT PRIMARY KEY, person_id BIGINT NOT NULL, words tsvector NOT NULL)"
        )
        db.execute_sql("CREATE INDEX note_words_words ON note_words USING gin (words)")
