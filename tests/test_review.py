"""A person's decision about a link wins from then on, and nothing that was stored is lost."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from legation.app.main import run
from legation.records import Actor, Link, RecordError, Review
from legation.store.decisions import Meant, decide, decisions_of, make_reviews
from legation.store.desk import open_desk

CIA, AMBASSADOR = "Q1276563", "Q519825"
REPORT = (
    "Burns said on Wednesday that Russia may ask China for help. He met Wang Yi in Geneva on "
    "Wednesday. Nicholas Burns called the talks useful.\n"
)

XI = Actor("Q15031", "Xi Jinping", "person", "CHN")
PUTIN = Actor("Q7747", "Vladimir Putin", "person", "RUS")
BIDEN = Actor("Q6279", "Joe Biden", "person", "USA")


# --- the history


def link(mention: str, actor: Actor | None, repeats: str | None = None) -> Link:
    actors = (actor,) if actor is not None else ()
    return Link(
        mention, actors, office=None, former=False, repeats=repeats, reason="found",
        method="test/1", confidence=0.7,
    )  # fmt: skip


def decided(mention: str, *steps: Actor | None) -> list[Review]:
    """Return the history of a mention: an actor decides, None takes the last decision back."""
    return [
        review
        for n, step in enumerate(steps)
        for review in make_reviews(
            Meant((XI,), None),
            Meant((step,), None) if step is not None else None,
            mention,
            f"reader {n}",
            f"2024-05-0{n + 1}T10:00:00Z",
        )
    ]


@pytest.mark.parametrize(
    ("steps", "actor", "by"),
    [
        ([PUTIN], PUTIN, "reader 0"),
        ([PUTIN, BIDEN], BIDEN, "reader 1"),
        ([PUTIN, BIDEN, None], PUTIN, "reader 0"),  # the decision before stands again
        ([PUTIN, None], None, None),
        ([PUTIN, None, None], None, None),
        ([PUTIN, None, BIDEN], BIDEN, "reader 2"),
    ],
)
def test_the_last_decision_that_was_not_taken_back_stands(
    steps: list[Actor | None], actor: Actor | None, by: str | None
) -> None:
    standing = decisions_of(decided("men-1", *steps)).get("men-1")
    assert (standing and standing.meant.actors) == (actor and (actor,))
    assert (standing and standing.by) == by


def test_what_takes_up_a_decided_mention_follows_it_where_it_was_linked_alike() -> None:
    links = [
        link("men-1", XI),
        link("men-2", XI, "men-1"),  # "he"
        link("men-3", XI, "men-2"),  # "his", of "he"
        link("men-4", BIDEN, "men-1"),
        link("men-5", XI),
    ]
    standing = decisions_of(decided("men-1", PUTIN))
    now = decide(links, [one.mention for one in links], standing)
    assert [one.actors for one in now] == [(PUTIN,), (PUTIN,), (PUTIN,), (BIDEN,), (XI,)]
    assert now[0].reason == "reviewed by reader 0 on 2024-05-01"
    assert now[1].reason == "takes up a mention reviewed by reader 0 on 2024-05-01"
    assert [one.confidence for one in now] == [1.0, 0.7, 0.7, 0.7, 0.7]


def test_a_mention_without_a_link_gets_one() -> None:
    (one,) = decide([], ["men-1"], decisions_of(decided("men-1", PUTIN)))
    assert one.actors == (PUTIN,)


def test_reviews_of_other_fields_decide_no_link_and_broken_ones_are_named() -> None:
    other = Review("rev-1", "men-1", "role", None, '"CHN"', "desk", "2022-03-18T10:00:00Z")
    assert decisions_of([other]) == {}
    broken = Review("rev-2", "men-1", "actors", None, '["CHN"]', "desk", "2022-03-18T10:00:00Z")
    with pytest.raises(RecordError, match="rev-2"):
        decisions_of([broken])


# --- on a desk, through the command line


class Bench:
    """A desk with one report, and what runs commands on it."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.path = folder / "desk.sqlite"
        self.report = folder / "report.txt"
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        self._capsys.readouterr()
        code = run(["--desk", str(self.path), *words])
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def ask(self, *words: str) -> str:
        code, out, err = self.run(*words)
        assert code == 0, err
        return out

    def read(self) -> str:
        return self.ask("read", str(self.report), "--published", "2022-03-16")

    def lines(self, kind: str, *words: str) -> list[dict[str, Any]]:
        return [
            json.loads(line) for line in self.ask("export", "--kind", kind, *words).splitlines()
        ]

    def mention(self, text: str, *words: str) -> dict[str, Any]:
        return next(one for one in self.lines("mention", *words) if one["text"] == text)

    def id(self, text: str) -> str:
        return str(self.mention(text)["id"])

    def stored(self) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            links = connection.execute("SELECT * FROM link ORDER BY mention_id").fetchall()
            found = "SELECT id, body FROM record WHERE document_id IS NOT NULL ORDER BY id"
            return [*links, *connection.execute(found)]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    words = ["read", str(folder / "report.txt"), "--published", "2022-03-16"]
    assert run(["--desk", str(folder / "desk.sqlite"), *words]) == 0
    return folder


@pytest.fixture
def bench(read_once: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    for name in ("report.txt", "desk.sqlite"):
        (tmp_path / name).write_bytes((read_once / name).read_bytes())
    return Bench(tmp_path, capsys)


def speakers(bench: Bench, *words: str) -> set[str]:
    return {one["id"] for line in bench.lines("claim", *words) for one in line["speakers"]}


@pytest.mark.parametrize("as_of", [[], ["--as-of", "2022-03-16"]])
def test_every_view_uses_the_decision(bench: Bench, as_of: list[str]) -> None:
    assert bench.mention("Burns")["actor"]["id"] == AMBASSADOR
    told = bench.ask("review", bench.id("Burns"), "--actor", CIA, "--by", "Anna  K.")
    assert "now: William Joseph Burns [Q1276563] (reviewed by Anna K. on 20" in told
    mention = bench.mention("Burns", *as_of)
    assert mention["actor"]["id"] == CIA
    assert mention["office"]["name"] == "Director of the CIA"  # held on the day of the report
    assert mention["confidence"] == 1.0
    assert mention["reason"].startswith("reviewed by Anna K. on 20")
    assert bench.mention("He", *as_of)["actor"]["id"] == CIA
    assert bench.mention("Nicholas Burns", *as_of)["actor"]["id"] == AMBASSADOR
    assert CIA in speakers(bench, *as_of)
    met = [[one["id"] for one in line["actors"]] for line in bench.lines("contact", *as_of)]
    assert met == [[CIA, "Q701801"]]
    told_of = [one["id"] for line in bench.lines("incident", *as_of) for one in line["actors"]]
    assert CIA in told_of
    assert "William Joseph Burns" in bench.ask("show", "contacts", *as_of)
    assert "William" in bench.ask("show", "claims", "--actor", CIA, *as_of)
    assert "Burns" in bench.ask("brief", "--about", CIA, *as_of)


def test_the_tables_that_choose_records_know_the_decision(bench: Bench) -> None:
    bench.ask("review", bench.id("Burns"), "--actor", CIA)
    with open_desk(bench.path) as desk:
        assert [one.id for one in desk.records("claim", actor=[CIA])]
        assert desk.actor(CIA) is not None


def test_nothing_that_was_stored_is_lost_and_reading_again_keeps_the_decision(
    bench: Bench,
) -> None:
    before = bench.stored()
    bench.ask("review", bench.id("Burns"), "--actor", CIA)
    assert bench.stored() == before
    assert "0 read, 1 already known" in bench.read()
    assert bench.mention("Burns")["actor"]["id"] == CIA
    with closing(sqlite3.connect(bench.path)) as connection, connection:
        # As if an older version had read it and found other things.
        connection.execute("UPDATE document SET method = 'older', digest = 'other'")
    assert "1 read, 0 already known" in bench.read()
    assert bench.mention("Burns")["actor"]["id"] == CIA
    with open_desk(bench.path) as desk:
        assert [one.id for one in desk.records("claim", actor=[CIA])]


def test_a_decision_may_be_nobody_or_several(bench: Bench) -> None:
    identity = bench.id("Burns")
    bench.ask("review", identity, "--nobody")
    nobody = bench.mention("Burns")
    assert (nobody["actor"], nobody["actors"], nobody["confidence"]) == (None, [], 1.0)
    bench.ask("review", identity, "--actor", "China", "--actor", "rus", "--actor", "CHN")
    assert [one["id"] for one in bench.mention("Burns")["actors"]] == ["CHN", "RUS"]


def test_a_decision_is_listed_with_what_was_before_and_can_be_taken_back(bench: Bench) -> None:
    identity, export = bench.id("Burns"), bench.ask("export")
    bench.ask("review", identity, "--actor", CIA, "--by", "anna")
    bench.ask("review", identity, "--actor", "Q701801", "--by", "bob")
    bench.ask("review", identity, "--undo", "--by", "bob")
    assert bench.mention("Burns")["actor"]["id"] == CIA
    bench.ask("review", identity, "--undo", "--by", "anna")
    assert [line for line in bench.ask("export").splitlines() if '"review"' not in line] == (
        export.splitlines()
    )
    rows = json.loads(bench.ask("review", "--list", "--json"))
    told = [
        (row["by"], [one["id"] for one in row["before"]], row["after"] and row["after"][0]["id"])
        for row in rows
    ]
    assert told == [
        ("anna", [AMBASSADOR], CIA),
        ("bob", [CIA], "Q701801"),
        ("bob", ["Q701801"], None),
        ("anna", [CIA], None),
    ]
    listed = bench.ask("review", "--list", identity)
    assert "taken back" in listed
    assert "Nicholas Burns" in listed
    assert "nothing is decided about it" in bench.ask("review", identity, "--undo")
    assert len(bench.lines("review")) == 8  # actors and office of each


def test_the_same_decision_twice_is_kept_once(bench: Bench) -> None:
    identity = bench.id("Burns")
    bench.ask("review", identity, "--actor", CIA, "--by", "anna")
    assert "already reviewed by anna on" in bench.ask("review", identity, "--actor", CIA)
    assert len(json.loads(bench.ask("review", "--list", "--json"))) == 1


def test_nothing_decided_is_an_empty_list(bench: Bench) -> None:
    assert json.loads(bench.ask("review", "--list", "--json")) == []
    assert "nothing is decided yet" in bench.run("review", "--list")[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["men-0000000000000000", "--nobody"], "the desk has no mention 'men-0000000000000000'"),
        (["Wang Yi", "--nobody"], "did you mean men-"),
        (["{burns}", "--actor", "Q99999999"], "nobody is known as 'Q99999999'"),
        (["{burns}", "--actor", "Burns"], "'Burns' may be Q1276563 (William Joseph Burns, "),
        (["{burns}", "--actor", "Wiliam Burns"], "Q1276563 (William Joseph Burns, Director"),
        (["{burns}", "--actor", ""], "nobody is known as ''"),
        (["{burns}", "--nobody", "--by", "  "], "name yourself with --by NAME"),
        (["{claim}", "--nobody"], "is a claim, not a mention; did you mean men-"),
        (["--list", "men-0"], "the desk has no mention 'men-0'"),
    ],
)
def test_what_cannot_be_decided_is_told_with_the_nearest_and_changes_nothing(
    bench: Bench, words: list[str], told: str
) -> None:
    known = {"{burns}": bench.id("Burns"), "{claim}": bench.lines("claim")[0]["id"]}
    code, out, err = bench.run("review", *(known.get(word, word) for word in words))
    assert (code, out) == (1, "")
    assert told in err
    assert err.startswith("legation: ")
    assert bench.lines("review") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "give one of --actor, --nobody, --undo and --list"),
        (["men-1", "--nobody", "--undo"], "give one of"),
        (["--nobody"], "name the mention by its id"),
        (["men-1", "--nobody", "--json"], "--json goes with --list"),
    ],
)
def test_wrong_usage_is_explained(bench: Bench, words: list[str], told: str) -> None:
    code, _, err = bench.run("review", *words)
    assert code == 2
    assert told in err


def test_the_settings_say_who_decides(bench: Bench, tmp_path: Path) -> None:
    settings = tmp_path / "legation.toml"
    settings.write_text(f"desk = '{bench.path}'\nreviewer = \"The desk\"\n", encoding="utf-8")
    assert run(["--settings", str(settings), "review", bench.id("Burns"), "--nobody"]) == 0
    assert bench.mention("Burns")["reason"].startswith("reviewed by The desk on ")


def test_a_missing_desk_is_named_with_its_cure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "none.sqlite"
    assert run(["--desk", str(desk), "review", "--list"]) == 1
    assert "there is no desk at" in capsys.readouterr().err
    assert not desk.exists()
