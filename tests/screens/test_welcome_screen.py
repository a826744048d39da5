from __future__ import annotations

import stat
from pathlib import Path

import pytest
from screens_harness import Harness, shown
from textual.widgets import Input

from callstation.desk import first_answers
from callstation.desk.first_answers import check_country, check_number, check_zone, near_zones
from callstation.desk.opening import Surroundings, look_around
from callstation.errors import UsageError
from callstation.screens.welcome import WelcomeScreen

SIZES = [(80, 24), (120, 36)]


@pytest.fixture
def around(tmp_path: Path) -> Surroundings:
    return look_around(
        {
            "CALLSTATION_HOME": str(tmp_path / "here"),
            "TZ": "America/New_York",
            "CALLSTATION_NOW": "2026-11-20T10:42:00-05:00",
        }
    )


def field(pilot, name: str) -> Input:
    return pilot.app.screen.query_one(f"#{name}", Input)


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_on_one_screen_and_guessed_where_it_can_be(around: Surroundings, size) -> None:
    async with Harness(WelcomeScreen(around)).run_test(size=size) as pilot:
        await pilot.pause()
        text = shown(pilot.app)
        for words in ("Welcome to callstation", "Your name", "Your business", "Call-back number", "Country"):
            assert words in text
        assert "America/New_York" in text
        assert "it is 10:42 there now" in text
        assert "United States" in text
        assert "callstation import contacts.csv" in text
        assert "callstation demo" in text
        assert "types a business card in" in " ".join(text.split())
        assert "ctrl+s begin" in text


@pytest.mark.parametrize("size", SIZES)
async def test_answered_with_enter_alone_it_is_written_once_and_read_back(around: Surroundings, size) -> None:
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*"Dana", "enter", *"Reed", "enter", *"2125550100", "enter", "enter", "enter")
        await pilot.pause()
    assert app.result.me.name == "Dana"
    assert app.result.me.business == "Reed"
    assert app.result.me.number == "2125550100"
    assert app.result.region.zone == "America/New_York"
    assert app.result.region.country == "US"
    assert not app.result.region.day_first
    file = around.places.settings_file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = look_around({"CALLSTATION_HOME": str(file.parent)})
    assert not again.first_time
    assert again.settings == app.result


async def test_a_town_and_a_country_in_words_are_understood(around: Surroundings) -> None:
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field(pilot, "name").value = "Dana"
        field(pilot, "zone").value = "berlin"
        field(pilot, "country").value = "Germany"
        field(pilot, "number").value = "030 1234567"
        await pilot.pause()
        text = shown(app)
        assert "Europe/Berlin; it is 16:42 there now" in text
        assert "read as +49" in text
        await pilot.press("ctrl+s")
    assert app.result.region.zone == "Europe/Berlin"
    assert app.result.region.country == "DE"
    assert app.result.region.day_first
    assert app.result.me.number == "030 1234567"


async def test_faults_are_one_sentence_under_their_field_and_stop_nothing_but_the_start(around: Surroundings) -> None:
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field(pilot, "number").value = "12"
        field(pilot, "country").value = "Narnia"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "a first name is enough" in shown(app)
        assert app.focused is field(pilot, "name")
        await pilot.press(*"Dana", "ctrl+s")
        await pilot.pause()
        assert "'12' is not a number that could be dialled" in shown(app)
        assert app.focused is field(pilot, "number")
        field(pilot, "number").value = ""
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "no country is called 'Narnia'" in shown(app)
        assert app.result == "not yet"
        assert not around.places.settings_file.exists()


async def test_a_zone_nearly_right_is_offered_and_enter_takes_it(around: Surroundings) -> None:
    async with Harness(WelcomeScreen(around)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        zone = field(pilot, "zone")
        zone.focus()
        zone.value = "America/Pheonix"
        await pilot.press("tab")
        await pilot.pause()
        assert "did you mean America/Phoenix" in " ".join(shown(pilot.app).split())
        zone.focus()
        await pilot.press("enter")
        await pilot.pause()
        assert zone.value == "America/Phoenix"
        assert "it is 8:42 there now" in shown(pilot.app)
        assert pilot.app.focused is zone


async def test_while_typing_nothing_is_wrong_yet(around: Surroundings) -> None:
    async with Harness(WelcomeScreen(around)).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        field(pilot, "number").focus()
        await pilot.press("2", "1")
        await pilot.pause()
        assert "could be dialled" not in shown(pilot.app)
        await pilot.press("up")
        await pilot.pause()
        assert "could be dialled" in shown(pilot.app)


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
async def test_leaving_writes_nothing(around: Surroundings, key: str) -> None:
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*"Dana", key)
    assert app.result in (None, "not yet")
    assert app.return_value is None
    assert not around.places.settings_file.exists()


async def test_a_folder_that_cannot_be_written_is_said_and_nothing_typed_is_lost(around: Surroundings) -> None:
    around.places.config.parent.mkdir(exist_ok=True)
    around.places.config.write_text("a file where the folder should be")
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*"Dana", "ctrl+s")
        await pilot.pause()
        assert "cannot be made" in " ".join(shown(app).split())
        assert field(pilot, "name").value == "Dana"
        assert app.result == "not yet"


async def test_hostile_answers_are_text(around: Surroundings) -> None:
    app = Harness(WelcomeScreen(around))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        field(pilot, "name").value = '[@click=app.quit]"x\\'
        field(pilot, "business").value = "[/b]\u202e\x1b[31mRed"
        field(pilot, "zone").value = "[/]"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "there is no time zone '[/]'" in shown(app)
        field(pilot, "zone").value = "UTC"
        await pilot.press("ctrl+s")
    assert app.result.me.name == '[@click=app.quit]"x\\'
    assert app.result.me.business == "[/b]Red"


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("America/New_York", "America/New_York"),
        (" america/new york ", "America/New_York"),
        ("phoenix", "America/Phoenix"),
        ("Berlin", "Europe/Berlin"),
        ("kathmandu", "Asia/Kathmandu"),
        ("Boston, MA", "America/New_York"),
        ("munich", "Europe/Berlin"),
        ("pst", "America/Los_Angeles"),
        ("utc", "UTC"),
    ],
)
def test_zones_as_people_type_them(typed: str, zone: str) -> None:
    assert check_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Atlantis", "/", "../../etc/passwd", "America/", "x" * 5000])
def test_no_zone(typed: str) -> None:
    with pytest.raises(UsageError):
        check_zone(typed)


def test_near_zones_name_what_was_meant() -> None:
    assert near_zones("Pheonix")[0] == "America/Phoenix"
    assert "Europe/London" in near_zones("Lond")
    assert near_zones("") == []


def test_countries_and_numbers() -> None:
    assert check_country("us")[0] == "US"
    assert check_country("Deutschland") == ("DE", check_country("DE")[1])
    with pytest.raises(UsageError, match="which country"):
        check_country(" ")
    assert check_number("", "US") is None
    found = check_number("(212) 555-0100", "US")
    assert found is not None
    assert found.number == "+12125550100"


def test_an_existing_file_is_never_touched(around: Surroundings) -> None:
    file = around.places.settings_file
    file.parent.mkdir(parents=True)
    file.write_text('[me]\nname = "Somebody else"\n')
    answers = first_answers.Answers("Dana", "", "", "UTC", "US")
    assert first_answers.settle(around, answers).me.name == "Somebody else"
