"""Questions through the command line: made, checked, weighed, told of, closed."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from legation.app import questions
from legation.app.main import run
from legation.records import LegationError
from legation.store.desk import open_desk

SAMPLES = Path(__file__).parent.parent / "samples"
QUESTION = SAMPLES / "questions" / "china-lethal-aid.toml"
REPORTS = {
    "warn": (
        "The White House",
        "2022-03-18",
        "President Joe Biden warned Xi Jinping of consequences if China supports Russia.",
    ),
    "not-seen": (
        "The White House",
        "2022-03-22",
        "Jake Sullivan said that he had not seen China send military equipment to Russia.",
    ),
    "other": ("Wire", "2022-06-30", "France and Germany signed an agreement in Paris."),
}


# So short a text as one sentence is nobody's copy.
MORE = "The meeting had been planned for weeks, and both sides spoke of it afterwards."


@pytest.fixture(scope="module", name="read")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, (publisher, day, text) in REPORTS.items():
        written(folder / f"{name}.txt", publisher, day, name, text)
    desk = folder.parent / f"{folder.name}.sqlite"
    assert run(["--desk", str(desk), "read", "--workers", "1", str(folder)]) == 0
    return desk


@pytest.fixture(name="desk")
def _desk(read: Path, tmp_path: Path) -> str:
    desk = tmp_path / "desk.sqlite"
    shutil.copy(read, desk)
    return str(desk)


def written(path: Path, publisher: str, day: str, title: str, text: str) -> None:
    path.write_text(
        f"Title: {title}\nPublisher: {publisher}\nPublished: {day}\n\n{text}\n", encoding="utf-8"
    )


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert run(list(words)) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def lethal(capsys: pytest.CaptureFixture[str], desk: str, day: str) -> float:
    found = told(
        capsys, "--desk", desk, "question", "weigh", str(QUESTION), "--as-of", day, "--json"
    )
    hypotheses = found["hypotheses"]
    assert isinstance(hypotheses, list)
    return float(next(one["mid"] for one in hypotheses if one["id"] == "lethal"))


def test_a_new_question_can_be_checked_and_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.toml"
    made = ["question", "new", str(path), "--text", 'Will "it" hold?', "--actor", "India"]
    assert run(made) == 0
    assert 'actor = "IND"' in path.read_text(encoding="utf-8")
    assert run(made) == 1
    assert "is there already" in capsys.readouterr().err
    no_desk = str(tmp_path / "none.sqlite")
    assert run(["--desk", no_desk, "question", "check", str(path)]) == 0
    assert "no indicator speaks for it" in capsys.readouterr().out


def test_the_judgement_follows_what_is_read_day_by_day(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    first, warned, unseen = (
        lethal(capsys, desk, day) for day in ("2022-03-17", "2022-03-18", "2022-03-22")
    )
    assert first == pytest.approx(0.15)
    assert warned > first
    assert unseen < warned
    # After the newest document nothing is known, so nothing is missing either.
    assert lethal(capsys, desk, "2022-06-30") == lethal(capsys, desk, "2022-12-31")


def test_every_piece_opens_to_its_passage_speaker_and_grade(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, "--desk", desk, "question", "weigh", str(QUESTION), "--json")
    evidence = found["evidence"]
    assert isinstance(evidence, list)
    assert {one["indicator"] for one in evidence} == {"warned", "not-seen"}
    for one in evidence:
        assert one["speakers"]
        assert one["on_record"] is True
        assert one["grade"][0] in "ABCDEF"
        assert one["passages"][0]["text"]
        assert one["records"]


def test_pictures_days_and_the_matrix_are_given_where_asked(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart, days = tmp_path / "q.svg", tmp_path / "q.csv"
    asked = ["--ach", "--chart", str(chart), "--csv", str(days)]
    assert run(["--desk", desk, "question", "weigh", str(QUESTION), *asked]) == 0
    out = capsys.readouterr().out
    assert "inconsistency (a count, no probability)" in out
    assert "Confidence in this judgement" in out
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert days.read_text(encoding="utf-8").startswith("day,hypothesis,low,mid,high")
    wrong = ["question", "weigh", str(QUESTION), "--chart", "q.gif"]
    assert run(["--desk", desk, *wrong]) == 1
    assert ".svg, .png or .json" in capsys.readouterr().err


def test_another_actor_stays_at_the_prior(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("question", "weigh", str(QUESTION), "--actor", "IND", "--json")
    found = told(capsys, "--desk", desk, *words)
    assert found["evidence"] == []


def test_alerts_tell_each_sign_once_to_a_file_and_to_a_command(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to, heard = tmp_path / "alerts.jsonl", tmp_path / "heard.txt"
    hear = f"{sys.executable} -c \"import sys; open(r'{heard}', 'a').write(sys.stdin.read())\""
    asked = ["--desk", desk, "question", "alert", str(QUESTION), "--to", str(to)]
    assert run([*asked, "--as-of", "2022-03-18", "--run", hear]) == 0
    assert "2022-03-18 china-lethal-aid:" in capsys.readouterr().out
    assert json.loads(heard.read_text(encoding="utf-8"))["indicator"] == "warned"
    assert run(asked) == 0
    assert "not-seen" in to.read_text(encoding="utf-8").splitlines()[-1]
    capsys.readouterr()
    assert run(asked) == 0
    assert capsys.readouterr().out == ""
    assert len(to.read_text(encoding="utf-8").splitlines()) == 2


def test_reading_tells_of_the_questions_that_the_settings_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "legation.toml"
    settings.write_text(f'questions = "{QUESTION}"\nworkers = 1\n', encoding="utf-8")
    publisher, day, text = REPORTS["warn"]
    written(tmp_path / "warn.txt", publisher, day, "warn", text)
    desk = str(tmp_path / "desk.sqlite")
    asked = ["--desk", desk, "--settings", str(settings), "read", str(tmp_path / "warn.txt")]
    assert run(asked) == 0
    assert "china-lethal-aid: Washington warns of consequences" in capsys.readouterr().out
    assert run(asked) == 0
    assert "china-lethal-aid" not in capsys.readouterr().out


def test_a_question_that_opens_later_takes_no_alert_away(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = tmp_path / "later.toml"
    text = QUESTION.read_text(encoding="utf-8").replace("= 2022-02-24", "= 2022-12-01")
    later.write_text(text, encoding="utf-8")
    asked = ["--desk", desk, "question", "alert", str(later), str(QUESTION), str(later)]
    assert run(asked) == 0
    assert "china-lethal-aid:" in capsys.readouterr().out
    found = told(capsys, "--desk", desk, "question", "weigh", str(later), "--json")
    assert found["as_of"] == "2022-12-01"
    words = ["--desk", desk, "question", "weigh", str(later), "--as-of", "2022-11-01"]
    assert run(words) == 1
    assert "opens on 2022-12-01" in capsys.readouterr().err


def test_what_one_question_told_is_shown_though_the_next_one_fails(
    desk: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, keep = [], questions.keep_judgement

    def once(*asked: Any) -> object:
        kept.append(asked)
        if len(kept) > 1:
            msg = "the disk is full"
            raise LegationError(msg)
        return keep(*asked)

    monkeypatch.setattr(questions, "keep_judgement", once)
    assert run(["--desk", desk, "question", "alert", str(QUESTION), str(QUESTION)]) == 1
    assert "china-lethal-aid:" in capsys.readouterr().out


def test_on_an_empty_desk_nothing_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, path = str(tmp_path / "empty.sqlite"), tmp_path / "q.toml"
    text = QUESTION.read_text(encoding="utf-8").replace('after = "warned"\n', "")
    path.write_text(text, encoding="utf-8")
    written(tmp_path / "undated.txt", "Wire", "", "undated", "Nothing of note was said in Bern.")
    with open_desk(Path(desk)):
        pass
    for _ in range(2):
        found = told(capsys, "--desk", desk, "question", "weigh", str(path), "--json")
        assert (found["as_of"], found["evidence"]) == ("2022-02-24", [])
        hypotheses = found["hypotheses"]
        assert isinstance(hypotheses, list)
        assert [one["mid"] for one in hypotheses] == [one["prior"] for one in hypotheses]
        assert run(["--desk", desk, "question", "alert", str(path)]) == 0
        assert run(["--desk", desk, "read", "--workers", "1", str(tmp_path / "undated.txt")]) == 0


def test_what_cannot_be_dated_or_judged_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, reports = str(tmp_path / "desk.sqlite"), tmp_path / "reports"
    reports.mkdir()
    publisher, day, text = REPORTS["warn"]
    written(reports / "undated.txt", publisher, "", "undated", text)
    written(reports / "other.txt", *REPORTS["other"][:2], "other", REPORTS["other"][2])
    assert run(["--desk", desk, "read", "--workers", "1", str(reports)]) == 0
    found = told(capsys, "--desk", desk, "question", "weigh", str(QUESTION), "--json")
    assert found["undated_documents"] == 1
    asked = ["--desk", desk, "question", "alert", str(QUESTION)]
    assert run(asked) == 0
    assert capsys.readouterr().out == ""
    # It comes after a judgement of a later day, and nobody knows who said it.
    unjudged = "Officials warned China of consequences if China supports Russia."
    (reports / "unjudged.txt").write_text(f"Published: {day}\n\n{unjudged}\n", encoding="utf-8")
    path = tmp_path / "q.toml"
    question = QUESTION.read_text(encoding="utf-8")
    path.write_text(question.replace('speaker = ["USA"]\n', ""), encoding="utf-8")
    asked = ["--desk", desk, "question", "alert", str(path), "--json"]
    assert run(asked) == 0
    assert run(["--desk", desk, "read", "--workers", "1", str(reports)]) == 0
    capsys.readouterr()
    assert run(asked) == 0
    assert [one["grade"] for one in json.loads(capsys.readouterr().out)] == ["F6"]
    assert run(asked) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_copy_that_was_published_before_tells_nothing_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "desk.sqlite")
    text = f"{REPORTS['warn'][2]} {MORE}"
    found: list[Any] = []
    for name, publisher, day in (("a", "The White House", "2022-03-18"), ("b", "W", "2022-03-17")):
        path = tmp_path / f"{name}.txt"
        written(path, publisher, day, f"From {name}", text)
        assert run(["--desk", desk, "read", "--workers", "1", str(path)]) == 0
        capsys.readouterr()
        assert run(["--desk", desk, "question", "alert", str(QUESTION), "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    assert [len(one) for one in found] == [1, 0]
    now = told(capsys, "--desk", desk, "question", "weigh", str(QUESTION), "--json")["evidence"]
    assert isinstance(now, list)
    assert [(one["reported_on"], len(one["copies"])) for one in now] == [("2022-03-17", 1)]


def test_what_a_later_report_joins_stood_apart_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "desk.sqlite"
    texts = {
        "2022-03-17": f"{REPORTS['warn'][2]} {MORE}",
        "2022-03-18": "Jen Psaki said that China would face consequences if it should support "
        "Russia. She spoke in Warsaw, where allies talked of grain and of gas for two days.",
        "2022-03-25": REPORTS["other"][2],
    }
    for day, text in texts.items():
        path = tmp_path / f"{day}.txt"
        written(path, "The White House", day, day, text)
        assert run(["--desk", str(desk), "read", "--workers", "1", str(path)]) == 0
    with open_desk(desk) as opened:
        first, *others = (one.id for one in opened.documents())
        opened.set_origins(dict.fromkeys(others, first))
    found = []
    for day in ("2022-03-18", "2022-03-25"):
        words = ("--desk", str(desk), "question", "weigh", str(QUESTION), "--as-of", day, "--json")
        evidence = told(capsys, *words)["evidence"]
        assert isinstance(evidence, list)
        found.append([len(one["copies"]) for one in evidence])
    assert found == [[0, 0], [1]]


def test_names_in_the_sentences_before_count_without_words_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk, path = str(tmp_path / "desk.sqlite"), tmp_path / "q.toml"
    text = "China spoke of Russia on Friday. Jake Sullivan said that it was a matter of concern."
    written(tmp_path / "one.txt", "The White House", "2022-03-18", "one", text)
    question = QUESTION.read_text(encoding="utf-8")
    start = question.index('words = ["concern* ... alignment"')
    end = question.index("\n\n", start)
    path.write_text(question[:start] + question[end:], encoding="utf-8")
    assert run(["--desk", desk, "read", "--workers", "1", str(tmp_path / "one.txt")]) == 0
    found = told(capsys, "--desk", desk, "question", "weigh", str(path), "--json")
    evidence = found["evidence"]
    assert isinstance(evidence, list)
    assert [(one["indicator"], one["relevance"]) for one in evidence] == [("concern", 0.7)]


def test_a_folder_is_weighed_one_question_at_a_time(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", desk, "question", "weigh", str(QUESTION.parent)]) != 0
    assert f"name one question in it: {QUESTION.name}" in capsys.readouterr().err


def test_a_broken_question_does_not_stop_the_others_of_its_folder(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "broken.toml").write_text('text = "Will it?"\n', encoding="utf-8")
    shutil.copy(QUESTION, folder / "sound.toml")
    for command in ("check", "alert"):
        assert run(["--desk", desk, "question", command, str(folder)]) != 0
        told = capsys.readouterr()
        assert "broken.toml" in told.err
        assert "1 question:" in told.err if command == "check" else "warned Xi" in told.out
    (tmp_path / "none").mkdir()
    assert run(["--desk", desk, "question", "check", str(tmp_path / "none")]) != 0
    assert "holds no question" in capsys.readouterr().err


def test_the_heading_says_whom_else_it_is_asked_about_and_how_it_came_out(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", desk, "question", "weigh", str(QUESTION), "--actor", "IND"]) == 0
    assert "Asked about India (IND) in place of" in capsys.readouterr().out
    closed = shutil.copy(QUESTION, tmp_path / "closed.toml")
    assert run(["--desk", desk, "question", "resolve", str(closed), "--as", "neutral"]) == 0
    capsys.readouterr()
    assert run(["--desk", desk, "question", "weigh", str(closed)]) == 0
    assert "came out as neutral, on 2022-12-31" in capsys.readouterr().out


def test_a_file_holds_no_alert_that_the_command_did_not_take(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = tmp_path / "told.jsonl"
    given = ["--to", str(told), "--run", f"{sys.executable} -c 'raise SystemExit(3)'"]
    assert run(["--desk", desk, "question", "alert", str(QUESTION), *given]) != 0
    assert "ended with 3" in capsys.readouterr().err
    assert told.read_text(encoding="utf-8") == ""


def test_what_a_failed_command_was_told_is_told_again(
    desk: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--desk", desk, "question", "alert", str(QUESTION)]
    fails = f'{sys.executable} -c "raise SystemExit(4)"'
    assert run([*asked, "--run", fails]) == 1
    assert "ended with 4" in capsys.readouterr().err
    assert run(asked) == 0
    assert "china-lethal-aid" in capsys.readouterr().out


def test_a_closed_question_is_scored_and_says_what_misled(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "q.toml", tmp_path / "q.md"
    shutil.copy(QUESTION, path)
    words = ["question", "resolve", str(path), "--as", "neutral", "--on", "2022-06-30"]
    found = told(capsys, "--desk", desk, *words, "--page", str(page), "--json")
    score = found["time_averaged_brier"]
    assert isinstance(score, float)
    assert 0 < score < 1
    assert found["misled"]
    assert "resolved_as" in path.read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8").startswith("# ")
    # A second time writes the same outcome, not a second one.
    assert run(["--desk", desk, *words]) == 0
    assert path.read_text(encoding="utf-8").count("resolved_as") == 1
    before = path.read_bytes()
    assert run(["--desk", desk, "question", "resolve", str(path), "--as", "maybe"]) == 1
    assert "no hypothesis that can come true" in capsys.readouterr().err
    assert run(["--desk", desk, *words[:-1], "2022-02-24"]) == 1
    assert "give --on a later day" in capsys.readouterr().err
    assert run(["--desk", desk, *words[:-1], "2022-07-01", "--page", "page.gif"]) == 1
    assert path.read_bytes() == before


def test_a_brief_says_how_likely_and_how_sure_and_can_be_verified(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "brief.md"
    asked = ["brief", "--question", str(QUESTION), "--as-of", "2022-03-22", "-o", str(out)]
    assert run(["--desk", desk, *asked]) == 0
    text = out.read_text(encoding="utf-8")
    assert "“Will China give Russia lethal aid before 2023?”" in text
    assert "Analytic confidence in this judgement is" in text
    assert run(["--desk", desk, "verify", str(out)]) == 0
    out.write_text(text.replace("unlikely (", "likely (", 1), encoding="utf-8")
    assert run(["--desk", desk, "verify", str(out)]) == 1
    capsys.readouterr()
    lines = [
        json.loads(line)
        for line in _exported(capsys, desk, "--kind", "question", "--kind", "judgement")
    ]
    assert [one["kind"] for one in lines] == ["question", "judgement"]
    assert sum(lines[1]["probabilities"]) == pytest.approx(1)
    assert lines[1]["grounds"][0]["text"]


COMBINED = [
    (about, as_of, since)
    for about in (None, "CHN", "FRA,DEU")
    for as_of in (None, "2022-03-01", "2022-03-18", "2023-06-01")
    for since in (None, "2022-03-18")
    if not (as_of and since) or since <= as_of
]


@pytest.mark.slow
@pytest.mark.parametrize(("about", "as_of", "since"), COMBINED)
def test_every_brief_with_a_question_can_be_verified(
    desk: str, tmp_path: Path, about: str | None, as_of: str | None, since: str | None
) -> None:
    told = {"--about": about, "--as-of": as_of, "--since": since}
    asked = [word for pair in told.items() if pair[1] for word in pair if word]
    for form in ("md", "html"):
        out = tmp_path / f"brief.{form}"
        brief = ["--desk", desk, "brief", "--question", str(QUESTION), *asked, "-o"]
        assert run([*brief, str(out)]) == 0
        # A judgement of another day that is kept in between changes nothing.
        assert run(["--desk", desk, "question", "alert", str(QUESTION)]) == 0
        assert run(["--desk", desk, "verify", str(out)]) == 0
        if form == "md":
            assert run([*brief, str(tmp_path / "again.md")]) == 0
            assert (tmp_path / "again.md").read_bytes() == out.read_bytes()


def _exported(capsys: pytest.CaptureFixture[str], desk: str, *words: str) -> list[str]:
    assert run(["--desk", desk, "export", "--format", "jsonl", *words]) == 0
    return capsys.readouterr().out.splitlines()


@pytest.mark.slow
def test_fifty_copies_of_any_report_move_no_probability(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Copies as reports come: another title, another publisher, some days later."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, (publisher, day, text) in REPORTS.items():
        written(folder / f"{name}.txt", publisher, day, name, f"{text} {MORE}")
    once = tmp_path / "once.sqlite"
    assert run(["--desk", str(once), "read", "--workers", "1", str(folder)]) == 0
    before = lethal(capsys, str(once), "2022-06-30")
    for name in ("warn", "not-seen"):
        desk = tmp_path / f"{name}.sqlite"
        shutil.copy(once, desk)
        copies = tmp_path / name
        copies.mkdir()
        body = (folder / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")[2]
        for n in range(50):
            day = f"2022-03-{23 + n % 6:02}"
            written(copies / f"{n}.txt", f"Paper {n}", day, f"Report number {n}", body.strip())
        assert run(["--desk", str(desk), "read", "--workers", "1", str(copies)]) == 0
        after = lethal(capsys, str(desk), "2022-06-30")
        assert abs(after - before) <= 0.02


@pytest.mark.parametrize(
    ("command", "wrong"), [("", "name a command"), ("say 'hm", "cut into words")]
)
def test_a_command_that_is_none_is_wrong_usage(
    command: str, wrong: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = ["--desk", str(tmp_path / "desk.sqlite")]
    assert run([*desk, "question", "alert", str(tmp_path), "--run", command]) == 2
    assert wrong in capsys.readouterr().err


def test_a_page_in_no_folder_closes_nothing(
    desk: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.toml"
    shutil.copy(QUESTION, path)
    asked = ["question", "resolve", str(path), "--as", "neutral"]
    assert run(["--desk", desk, *asked, "--page", str(tmp_path / "no" / "q.md")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert path.read_bytes() == QUESTION.read_bytes()
