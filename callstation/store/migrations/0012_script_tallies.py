"""What came of each text of a script is a running tally like all others; calls on record are counted once, here."""

TALKS = "('talked', 'call-back', 'not-now', 'said-no', 'won', 'do-not-call')"


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    # When a text was first and last used is looked up here; how often is never counted again.
    db.execute_sql("CREATE INDEX entry_script ON entry (script, revision, at) WHERE kind = 'call' AND script <> ''")
    sqlite = type(db).__name__.startswith("Sqlite")
    day = "date(e.at, 'unixepoch')" if sqlite else "to_char(to_timestamp(e.at) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"
    of_script = "'script:' || e.script || ':' || e.revision || ':'"
    used = "e.kind = 'call' AND e.script <> '' AND e.revision <> ''"
    db.execute_sql(
        "INSERT INTO day_tally (day, caller, what, n) "
        f"SELECT {day}, e.caller, {of_script} || e.outcome, count(*) FROM entry e WHERE {used} GROUP BY 1, 2, 3"
    )
    db.execute_sql(
        "INSERT INTO day_tally (day, caller, what, n) "
        f"SELECT {day}, e.caller, {of_script} || 'step', count(DISTINCT e.id) FROM step s "
        f"JOIN entry e ON e.id = s.entry_id WHERE {used} AND e.outcome IN {TALKS} GROUP BY 1, 2, 3"
    )
