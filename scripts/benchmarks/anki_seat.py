"""Anki's own backend at work: run by the Python of ``.bench/tools``, which has the ``anki`` package.

``anki_seat.py COLLECTION CARDS``: makes the collection where there is none, prints "ready", and for every line on
standard input answers the card at hand, takes the next and renders it; prints the seconds of that.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from anki.collection import AddNoteRequest, Card, Collection


def make(file: Path, cards: int) -> None:
    """A collection of so many new cards, and no limit a day."""
    collection = Collection(str(file))
    model = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    for start in range(0, cards, 5_000):
        requests = []
        for i in range(start, start + 5_000):
            note = collection.new_note(model)
            note["Front"], note["Back"] = f"Person {i} of Firm {i % 5003}", f"asked for number {i % 991}"
            requests.append(AddNoteRequest(note=note, deck_id=deck))
        collection.add_notes(requests)
    config = collection.decks.config_dict_for_deck_id(deck)
    config["new"]["perDay"] = config["rev"]["perDay"] = 9_999
    collection.decks.save(config)
    collection.close()


def main() -> None:
    """Make it, then a card a line."""
    file, cards = Path(sys.argv[1]), int(sys.argv[2])
    if not file.exists():
        half = file.with_suffix(".half.anki2")
        half.unlink(missing_ok=True)
        make(half, cards)
        half.rename(file)
    collection = Collection(str(file))
    queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
    print("ready", flush=True)
    for _ in sys.stdin:
        card = Card(collection, backend_card=queued.card)
        card.start_timer()
        begun = time.perf_counter()
        collection.sched.answer_card(collection.sched.build_answer(card=card, states=queued.states, rating=3))
        queued = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        Card(collection, backend_card=queued.card).render_output(reload=True)
        print(time.perf_counter() - begun, flush=True)


if __name__ == "__main__":
    main()
