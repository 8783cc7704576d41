"""Evidence for a question is one piece a report, graded by who speaks, and weighed by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.assess.questions.evidence import Gathered, gather
from legation.assess.questions.grading import Telling, grade
from legation.assess.questions.inquiry import Inquiry, Overrule
from legation.assess.questions.judging import judge, probabilities
from legation.assess.questions.questionfile import load_inquiry
from legation.records import Reading
from legation.reference.publishers import state_of_publisher
from readings import linked, reading, with_claim, with_event

FILE = """\
text = "Will Beijing arm Moscow?"
actor = "CHN"
about = ["RUS"]
opened_on = 2022-02-24
closes_on = 2022-12-31

[[hypothesis]]
id = "yes"
text = "it does"
prior = 0.2
reason = "seldom"

[[hypothesis]]
id = "no"
text = "it does not"
prior = 0.7
reason = "mostly"

[[hypothesis]]
id = "none"
text = "none of these"
prior = 0.1
reason = "-"

[[interest]]
of = "USA"
hypotheses = ["yes"]
reason = "-"

[[interest]]
of = "$actor"
hypotheses = ["no", "none"]
reason = "-"

[[indicator]]
id = "warned"
text = "Washington warns"
reason = "-"
likelihood = { yes = 3.0, no = 0.8, none = 1.0 }
[[indicator.match]]
kind = "claim"
speaker = ["USA"]
names = ["$actor"]
words = ["consequences"]

[[indicator]]
id = "denied"
text = "Beijing denies"
reason = "-"
likelihood = { yes = 0.7, no = 1.1, none = 1.0 }
[[indicator.match]]
kind = "claim"
speaker = ["$actor"]
words = ["no arms"]

[[indicator]]
id = "given"
text = "arms have gone"
reason = "-"
likelihood = { yes = 9.0, no = 0.5, none = 1.0 }
[[indicator.match]]
kind = "event"
type = ["AID"]
status = ["happened"]
actor = ["$actor"]
recipient = ["$about"]
[indicator.absent]
after = "warned"
share = { yes = 0.6 }
reason = "-"
"""
DAYS = [date(2022, 3, 11), date(2022, 3, 18), date(2022, 6, 15), date(2022, 12, 31)]


def _load() -> Inquiry:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "q.toml"
        path.write_text(FILE, encoding="utf-8")
        return load_inquiry(path)


INQUIRY = _load()


@pytest.fixture(name="inquiry")
def _inquiry() -> Inquiry:
    return INQUIRY


def warning(day: str = "2022-03-14", publisher: str = "The White House") -> Reading:
    one = reading("[Jen Psaki|p s] said that [China|l] would face consequences.", day, publisher)
    return with_claim(linked(one), "Jen Psaki", "said", "China would face consequences")


def denial(day: str = "2022-03-15", publisher: str = "Wire") -> Reading:
    one = reading("[Zhao Lijian|p s] said that no arms would go.", day, publisher)
    return with_claim(linked(one), "Zhao Lijian", "said", "no arms would go")


def delivery(day: str = "2022-06-01") -> Reading:
    one = reading("[China|l s] sent arms to [Russia|l].", day, "Wire")
    return with_event(linked(one), "sent", ["China"], ["Russia"], "AID")


def gathered(inquiry: Inquiry, *readings: Reading, **asked: date) -> Gathered:
    return gather(readings, inquiry, state_of_publisher, **asked)  # type: ignore[arg-type]


def test_a_report_is_one_graded_piece_with_its_passage(inquiry: Inquiry) -> None:
    (piece,) = gathered(inquiry, warning()).evidence
    assert piece.indicator == "warned"
    assert piece.passages[0].text == "Jen Psaki said that China would face consequences"
    assert piece.side == "USA"
    assert piece.on_record
    # On the record, of another's conduct, in its own interest.
    assert str(piece.grade) == "B4"
    assert piece.reported_on == date(2022, 3, 14)


def test_the_press_relays_and_a_denial_serves_who_denies(inquiry: Inquiry) -> None:
    (piece,) = gathered(inquiry, denial()).evidence
    assert str(piece.grade) == "C4"
    assert "relayed by another" in piece.grade.reasons
    assert "in the speaker's interest" in piece.grade.reasons


def test_copies_of_one_report_are_one_piece(inquiry: Inquiry) -> None:
    first = warning()
    origin = first.document.id
    copies = [
        replace(one, document=replace(one.document, origin=origin))
        for one in (warning("2022-03-15", "Wire"), warning("2022-03-16", "Another"))
    ]
    first = replace(first, document=replace(first.document, origin=origin))
    (piece,) = gathered(inquiry, *copies, first).evidence
    assert piece.document == origin
    assert len(piece.copies) == 2


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_order_in_which_reports_come_changes_nothing(order: list[int]) -> None:
    some = [warning(), denial(), delivery(), warning("2022-04-20")]
    one = probabilities(INQUIRY, gathered(INQUIRY, *some).evidence, DAYS)
    shuffled = gathered(INQUIRY, *(some[n] for n in order)).evidence
    other = probabilities(INQUIRY, shuffled, DAYS)
    for mine, theirs in zip(one, other, strict=True):
        assert mine == pytest.approx(theirs, abs=1e-9)


def test_nothing_later_leaks_in(inquiry: Inquiry) -> None:
    early = gathered(inquiry, warning()).evidence
    late = gathered(inquiry, warning(), denial("2022-07-01"), delivery("2022-08-01")).evidence
    mine, theirs = (probabilities(inquiry, one, DAYS[:3]) for one in (early, late))
    for a, b in zip(mine, theirs, strict=True):
        assert a == pytest.approx(b, abs=1e-12)
    assert [str(one.grade) for one in early] == [str(one.grade) for one in late[:1]]


def test_what_is_not_seen_counts_once_somebody_watches(inquiry: Inquiry) -> None:
    quiet = probabilities(inquiry, gathered(inquiry, denial("2022-12-30")).evidence, DAYS)
    assert [row[0] for row in quiet[:3]] == pytest.approx([0.2] * 3)
    warned = [row[0] for row in probabilities(inquiry, gathered(inquiry, warning()).evidence, DAYS)]
    assert warned[1] > 0.2
    assert warned[1] > warned[2] > warned[3]
    seen = probabilities(inquiry, gathered(inquiry, warning(), delivery()).evidence, DAYS)
    assert seen[2][0] > warned[2]


def test_a_person_overrules_and_the_rest_is_told(inquiry: Inquiry) -> None:
    (piece,) = gathered(inquiry, warning()).evidence
    rules = (
        Overrule(piece.id, "F6", leave_out=False, by="me", reason="seen the cable"),
        Overrule("evd-gone", None, leave_out=True, by="me", reason="-"),
    )
    told = gathered(replace(inquiry, overrules=rules), warning())
    assert str(told.evidence[0].grade) == "F6"
    assert told.evidence[0].reliability == 0
    assert [one.evidence for one in told.unused_overrules] == ["evd-gone"]
    left = Overrule(piece.records[0], None, leave_out=True, by="me", reason="a joke")
    (out,) = gathered(replace(inquiry, overrules=(left,)), warning()).evidence
    assert out.reliability == 0
    assert "a joke" in (out.left_out or "")


def test_another_actor_is_not_moved_by_these_signs(inquiry: Inquiry) -> None:
    other = inquiry.about_another("IND")
    assert gathered(other, warning(), denial(), delivery()).evidence == ()


def test_a_copy_of_what_was_known_before_the_opening_is_not_news(inquiry: Inquiry) -> None:
    before = warning("2022-02-20")
    copy = warning("2022-03-15", "Wire")
    copy = replace(copy, document=replace(copy.document, origin=before.document.id))
    assert gathered(inquiry, before, copy).evidence == ()
    (other,) = gathered(inquiry, copy, denial(), before).evidence
    assert other.indicator == "denied"
    # The original did not show it: the copy adds it.
    silent = replace(before, claims=())
    assert len(gathered(inquiry, silent, copy).evidence) == 1


def test_what_a_person_overruled_stays_so_when_an_earlier_copy_comes_in(inquiry: Inquiry) -> None:
    first = warning("2022-03-15")
    (alone,) = gathered(inquiry, first).evidence
    earlier = warning("2022-03-14", "Wire")
    first = replace(first, document=replace(first.document, origin=earlier.document.id))
    (now,) = gathered(inquiry, first, earlier).evidence
    assert now.id != alone.id
    for name in (alone.id, alone.records[0], now.id):
        rule = Overrule(name, "E5", leave_out=False, by="me", reason="-")
        told = gathered(replace(inquiry, overrules=(rule,)), first, earlier)
        assert [str(one.grade) for one in told.evidence] == ["E5"]
        assert told.unused_overrules == ()


@pytest.mark.parametrize("gains", ['["arms"]', '["yes"]', '["arms", "yes"]'])
def test_who_gains_by_a_parent_gains_by_its_parts(tmp_path: Path, gains: str) -> None:
    path = tmp_path / "q.toml"
    parent = '[[hypothesis]]\nid = "arms"\ntext = "arms"\nreason = "-"\n\n[[hypothesis]]\n'
    text = FILE.replace("[[hypothesis]]\n", parent, 1)
    text = text.replace("prior = 0.2", 'prior = 0.2\npart_of = "arms"')
    path.write_text(text.replace('hypotheses = ["yes"]', f"hypotheses = {gains}"), encoding="utf-8")
    (piece,) = gathered(load_inquiry(path), warning()).evidence
    assert str(piece.grade) == "B4"


def test_what_bears_no_date_is_counted_not_used(inquiry: Inquiry) -> None:
    one = warning()
    undated = replace(one, document=replace(one.document, published_on=None))
    found = gathered(inquiry, undated)
    assert (found.evidence, found.n_undated) == ((), 1)


def test_a_judgement_tells_what_carries_and_what_would_overturn_it(inquiry: Inquiry) -> None:
    evidence = gathered(inquiry, warning(), denial(), delivery()).evidence
    judged = judge(inquiry, evidence, date(2022, 6, 15))
    assert judged.days[0] == inquiry.opened_on
    assert judged.days[-1] == date(2022, 6, 15)
    low, mid, high = judged.of("yes")
    assert low <= mid <= high
    assert mid == pytest.approx(probabilities(inquiry, evidence, [DAYS[2]])[0][0], abs=1e-9)
    record = judged.record()
    assert sum(record.probabilities) == pytest.approx(1)
    assert record.analytic_confidence in {"low", "moderate", "high"}
    assert set(record.evidence) == {r for one in evidence for r in one.records}


TELLING = Telling(
    says=True, known_side=True, named=True, on_record=True, own_conduct=False, relayed=False,
    official=True, publisher_known=True, interest=0, confirmed=False, disputed=False,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, "B3"),
        ({"own_conduct": True, "interest": -1}, "A2"),
        ({"own_conduct": True, "interest": 1}, "B4"),
        ({"on_record": False, "named": False}, "C3"),
        ({"relayed": True}, "C3"),
        ({"confirmed": True}, "B2"),
        ({"disputed": True, "interest": 1}, "B5"),
        ({"known_side": False, "named": False}, "F6"),
        ({"says": False}, "B3"),
        ({"says": False, "official": False}, "C3"),
        ({"says": False, "official": False, "publisher_known": False}, "F6"),
    ],
)
def test_grades_follow_who_speaks_about_whom(change: dict[str, bool | int], expected: str) -> None:
    found = grade(replace(TELLING, **change))  # type: ignore[arg-type]
    assert str(found) == expected
    assert (found.reliability == 0) == (expected == "F6")
    assert found.reasons


@pytest.mark.parametrize(
    ("publisher", "state"),
    [
        ("The White House", "USA"),
        ("bidenwhitehouse.archives.gov", "USA"),
        ("en.kremlin.ru", "RUS"),
        ("www.gov.uk", "GBR"),
        ("mofa.go.jp", "JPN"),
        ("reuters.com", None),
        ("go.com", None),
        ("Legation sample", None),
    ],
)
def test_it_is_known_for_whom_a_publisher_speaks(publisher: str, state: str | None) -> None:
    assert state_of_publisher(publisher) == state
