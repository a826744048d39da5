"""``callstation settings``: where everything is kept, and what is set."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from dataclasses import asdict

from callstation.cli.at_desk import with_json
from callstation.cli.output import print_json, say
from callstation.desk.opening import Surroundings, look_around

EPILOG = """\
examples:
  callstation settings
  $EDITOR "$(callstation settings --json | jq -r .places.settings)"
"""


def arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    with_json(parser)


def run(args: Namespace) -> int:
    """Print the places and the settings in force."""
    around = look_around(os.environ)
    places = places_shape(around)
    if args.json:
        values = asdict(around.settings)
        values["calling"]["gaps"] = list(values["calling"]["gaps"])
        values["hook"]["url"] = _shown_hook(around)
        print_json({"places": places, "first_time": around.first_time, "settings": values})
        return 0
    for title, where in places.items():
        say(f"{title:<10}{where}")
    if around.first_time:
        say("\nThere is no settings file yet: it is written when the workstation is first opened.")
    say("\nIn force")
    for section in ("me", "region", "calling", "mail", "calendar", "dialler", "hook"):
        for name, value in asdict(getattr(around.settings, section)).items():
            value = _shown_hook(around) if (section, name) == ("hook", "url") else value
            shown = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            say(f"  {section + '.' + name:<24}{shown or '-'}")
    for tag, rhythm in around.settings.rhythms.items():
        say(f"  {'rhythms.' + tag:<20}{rhythm}")
    return 0


def _shown_hook(around: Surroundings) -> str:
    """The hook's address as far as its host: the rest may be its secret."""
    hook = around.settings.hook
    return f"{hook.url.partition(':')[0]}://{hook.where}/..." if hook.url else ""


def places_shape(around: Surroundings) -> dict[str, str]:
    """Where things are, by what they are; a database's password is left out."""
    from callstation.store.opening import shown_url

    places = around.places
    book = shown_url(around.database_url) if around.database_url else str(places.book_file)
    return {
        "settings": str(places.settings_file),
        "language": str(places.language_file),
        "book": book,
        "scripts": str(places.scripts),
        "backups": str(places.backups),
        "crash_log": str(places.log_file),
    }
