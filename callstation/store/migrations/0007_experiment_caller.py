"""An experiment is one caller's: colleagues on the same book have their own."""


def up(migrator, db):  # noqa: ARG001 - the runner passes both
    db.execute_sql("ALTER TABLE experiment ADD COLUMN caller TEXT NOT NULL DEFAULT ''")
