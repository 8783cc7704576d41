"""Governments outside a conflict: who joined, voted, hedged, spoke more than before."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.app.main import run
from legation.app.thirdparties import hedge_day, telling_step, week_rows
from legation.assess.thirdparties.ballots import ballot_steps
from legation.assess.thirdparties.hedging import SPEAKS_ELSEWHERE, find_hedges
from legation.assess.thirdparties.joining import Membership, joined_day, memberships
from legation.assess.thirdparties.looking import (
    PartiesError,
    _Known,
    _outsider,
    third_parties,
)
from legation.assess.thirdparties.ownrate import Doing, rate_ratio, weeks
from legation.assess.thirdparties.parallels import find_parallels
from legation.assess.thirdparties.phrases import iter_steps
from legation.assess.thirdparties.scene import Scene, first_reports
from legation.assess.thirdparties.steps import JOINED, Kind, Step
from legation.evaluate.thirdpartyscores import (
    MemberGold,
    MemberGoldError,
    load_member_gold,
    score_members,
)
from legation.records import Actor, Claim, Event, Moment, Reading, Span, Vote, make_id
from readings import linked, place, reading

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT / "corpora" / "third-parties" / "march-2022.tsv"
ARTICLE = ROOT.parent / "shared" / "data" / "crisis" / "article.txt"
PARTIES = ("RUS", "UKR")
JPN, AUS, IND = (
    Actor(code, name, "state", code)
    for code, name in (("JPN", "Japan"), ("AUS", "Australia"), ("IND", "India"))
)


def scene(marked: str) -> Scene:
    """Return a scene of marked text, published on 18 March 2022."""
    return Scene(linked(reading(marked)), PARTIES)


def with_day(one: Reading, said: str, day: str) -> Reading:
    """Return the reading with one more moment: the words `said` mean `day`."""
    span = place(one, said)
    moment = Moment(
        id=make_id("moment", span.document, span.start),
        span=span,
        value=day,
        lasts=False,
        method="test",
        confidence=1.0,
    )
    return replace(one, moments=(*one.moments, moment))


def with_event(
    one: Reading, kind: str, trigger: str, actors: Iterable[str], recipients: Iterable[str],
    status: str = "happened", on: str | None = None,
) -> Reading:  # fmt: skip
    """Return the reading with one more event, its parts found by their words."""
    ids = {m.span.text: m.id for m in reversed(one.mentions)}
    span = place(one, trigger)
    event = Event(
        id=make_id("event", span.document, span.start),
        span=span,
        trigger=span,
        type=kind,
        mode=None,
        contexts=(),
        actors=tuple(ids[words] for words in actors),
        recipients=tuple(ids[words] for words in recipients),
        status=status,
        means=(),
        on=on,
        where=None,
        country=None,
        intensity=None,
        claim=None,
        incident=None,
        method="test",
        confidence=1.0,
    )
    return replace(one, events=(*one.events, event))


def with_vote(
    one: Reading, who: str, choice: str, *, on: str | None = None, body: str | None = None
) -> Reading:
    """Return the reading with one more vote, of the first mention with these words."""
    mention = next(m for m in one.mentions if m.span.text == who)
    text, start = one.document.text, mention.span.start
    words = Span.cut(one.document.id, text, start, text.index(".", start))
    vote = Vote(
        id=make_id("vote", mention.id, choice),
        span=words,
        actor=mention.id,
        body=body,
        motion=None,
        choice=choice,
        on=on,
        claim=None,
        method="test",
        confidence=1.0,
    )
    return replace(one, votes=(*one.votes, vote))


def told(steps: Iterable[Step]) -> list[tuple[str | None, str, str | None, str, str | None]]:
    return [(one.government.id, one.kind, one.toward, one.status, one.on) for one in steps]


# --- turns of phrase that no event holds


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "[Canada|l s] joined the sanctions on [Russia|l].",
            [("CAN", "joined")],
        ),
        (
            "[Norway|l s], [Iceland|l s] and [Canada|l s] followed suit with a ban on [Russia|l].",
            [("NOR", "joined"), ("ISL", "joined"), ("CAN", "joined")],
        ),
        (
            "[Canada|l s] said that it would join the sanctions on [Russia|l].",
            [("CAN", "planned")],
        ),
        (
            "[Canada|l s] might join the sanctions on [Russia|l].",
            [("CAN", "possible")],
        ),
        (
            "[Brazil|l s] will not join the sanctions on [Russia|l].",
            [("BRA", "declined")],
        ),
        (
            "[Mexico|l s] has not imposed any sanctions on [Russia|l].",
            [("MEX", "not joined")],
        ),
        (
            "[Mexico|l s] refused to join the sanctions on [Russia|l].",
            [("MEX", "declined")],
        ),
        (
            "[Canada|l s] acts against banks of [Russia|l] along with [Norway|l] and [Iceland|l].",
            [("CAN", "joined"), ("NOR", "joined"), ("ISL", "joined")],
        ),
        (
            "[Taiwan|l s] and [Canada|l s] helped to draft the export controls on [Russia|l].",
            [("TWN", "prepared"), ("CAN", "prepared")],
        ),
        (
            "[Japan|l s] urged [Brazil|l] to join the sanctions on [Russia|l].",
            [("JPN", "possible")],
        ),
        ("Will [Canada|l s] join the sanctions on [Russia|l]?", []),
        ("If [Canada|l s] joined the sanctions, [Russia|l] would suffer.", []),
        ("[Canada|l s] joined the talks on [Russia|l].", []),
        ("[Visa|o s] joined the sanctions on [Russia|l].", []),
        ("[Ukraine|l s] joined the sanctions on [Russia|l].", []),
    ],
)
def test_turns_of_phrase_tell_who_joined(marked: str, expected: list[tuple[str, str]]) -> None:
    steps = [one for one in iter_steps(scene(marked)) if one.kind == "sanctions"]
    assert [(one.government.id, one.status) for one in steps] == expected
    assert {one.toward for one in steps} <= {"RUS"}


def test_planned_is_not_joined_and_a_perfect_tells_no_day() -> None:
    one = linked(reading("[Japan|l s] and [Australia|l s] have imposed sanctions on [Russia|l]."))
    done = Scene(with_event(one, "SANCTION", "imposed", ["Japan"], ["Russia"]), PARTIES)
    assert told(iter_steps(done)) == [
        ("JPN", "sanctions", "RUS", JOINED, "../2022-03-18"),
        ("AUS", "sanctions", "RUS", JOINED, "../2022-03-18"),
    ]
    one = linked(reading("[Japan|l s] was ready to impose sanctions on [Russia|l]."))
    ready = with_event(one, "SANCTION", "impose", ["Japan"], ["Russia"], status="possible")
    (member,) = memberships(iter_steps(Scene(ready, PARTIES)))
    assert (member.status, member.after) == ("possible", ())


def test_what_is_condemned_tells_who_is_blamed() -> None:
    one = linked(reading("[Japan|l s] condemned the attack on [Ukraine|l] by [Russia|l]."))
    steps = iter_steps(Scene(with_event(one, "ACCUSE", "condemned", ["Japan"], []), PARTIES))
    assert told(steps) == [("JPN", "statement", "RUS", JOINED, "../2022-03-18")]


def test_help_for_somebody_else_is_no_help_for_a_party() -> None:
    one = linked(reading("[Japan|l s] sent aid to [Kenya|l]. [Russia|l] did not."))
    steps = iter_steps(Scene(with_event(one, "AID", "sent", ["Japan"], ["Kenya"]), PARTIES))
    assert list(steps) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("offered to help [Russia|l] in any way to end the conflict", []),
        ("offered to help [Russia|l] to mediate", []),
        ("offered [Russia|l] help for a ceasefire", []),
        ("offered to help [Russia|l] with tanks", [("JPN", "planned")]),
        ("offered to help [Russia|l] to stop the advance", [("JPN", "planned")]),
    ],
)
def test_help_to_end_a_conflict_is_no_aid(words: str, expected: list[tuple[str, str]]) -> None:
    one = linked(reading(f"[Japan|l s] {words}."))
    one = with_event(one, "AID", "offered", ["Japan"], ["Russia"], "planned")
    found = [x for x in iter_steps(Scene(one, PARTIES)) if x.kind == "aid"]
    assert [(x.government.id, x.status) for x in found] == expected


def test_companions_are_no_targets() -> None:
    marked = (
        "[Russia|l] was cut off. [Japan|l s] said that it was acting against the central bank "
        "together with [Germany|l], [France|l] and [Canada|l]."
    )
    one = linked(reading(marked))
    assert [x for x in iter_steps(Scene(one, ("DEU", "FRA"))) if x.kind == "sanctions"] == []
    found = told(iter_steps(Scene(one, PARTIES)))
    assert {x[:4] for x in found} == {
        (who, "sanctions", "RUS", JOINED) for who in ("JPN", "DEU", "FRA", "CAN")
    }


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("has not sent aid to [Russia|l]", "not joined"),
        ("denied that it sent aid to [Russia|l]", "not joined"),
        ("refused to have sent aid to [Russia|l]", "declined"),
    ],
)
def test_what_is_not_done_is_not_therefore_refused(words: str, status: str) -> None:
    one = linked(reading(f"[Japan|l s] {words}."))
    one = with_event(one, "AID", "sent", ["Japan"], ["Russia"], "denied")
    assert [x.status for x in iter_steps(Scene(one, PARTIES)) if x.kind == "aid"] == [status]


def test_a_text_given_together_is_signed_by_all() -> None:
    marked = (
        "[Norway|l s], [Iceland|l] and [Canada|l] published a joint statement on [Russia|l] on "
        "Tuesday. [The statement|d s] condemns [Russia|l]."
    )
    one = linked(reading(marked))
    one = with_event(one, "ACCUSE", "condemns", ["The statement"], ["Russia"])
    steps = list(iter_steps(Scene(with_day(one, "Tuesday", "2022-03-15"), PARTIES)))
    day = "2022-03-15"
    assert {x for x in told(steps) if x[1] == "joint"} == {
        (who, "joint", None, JOINED, day) for who in ("NOR", "ISL", "CAN")
    }
    assert {x for x in told(steps) if x[1] == "statement"} == {
        (who, "statement", "RUS", JOINED, day) for who in ("NOR", "ISL", "CAN")
    }


# --- ballots


ASSEMBLY = (
    "The [General Assembly|o] voted on [Russia|l] on Wednesday.\n\n"
    "[Cuba|l s] abstained. [Mali|l s] stayed away. [Syria|l s] voted against."
)


def test_a_ballot_takes_body_and_day_from_the_report() -> None:
    one = with_day(linked(reading(ASSEMBLY, published_on="2022-03-03")), "Wednesday", "2022-03-02")
    for who, choice in (("Cuba", "abstain"), ("Mali", "absent"), ("Syria", "no")):
        one = with_vote(one, who, choice)
    steps = ballot_steps([Scene(one, PARTIES)])
    assert [(x.government.id, x.status, x.on, x.body) for x in steps] == [
        ("CUB", "abstain", "2022-03-02", "UN General Assembly"),
        ("MLI", "absent", "2022-03-02", "UN General Assembly"),
        ("SYR", "no", "2022-03-02", "UN General Assembly"),
    ]
    hedges = {
        member.government.id: find_hedges([member], [], [], PARTIES, 0)
        for member in memberships(steps)
    }
    assert [one.kind for one in hedges["CUB"]] == ["abstained"]
    assert [one.kind for one in hedges["MLI"]] == ["absent"]
    assert hedges["SYR"] == ()


def test_a_vote_told_as_known_is_that_of_the_earlier_report() -> None:
    marked = "In the [Security Council|o] on Friday [China|l s] abstained on [Russia|l]."
    first = linked(reading(marked, published_on="2022-02-26"))
    first = with_vote(first, "China", "abstain", on="2022-02-25", body="UN Security Council")
    later = linked(
        reading(
            "On Monday [Russia|l] thanked [China|l], which abstained in the vote.",
            published_on="2022-03-07",
        )
    )
    later = with_vote(later, "China", "abstain", body="UN")
    steps = ballot_steps([Scene(one, PARTIES) for one in (first, later)])
    assert [(one.on, one.body) for one in steps] == [("2022-02-25", "UN Security Council")] * 2
    (member,) = memberships(steps)
    assert (member.status, member.n_origins) == ("abstain", 2)


def test_what_a_parliament_votes_is_no_ballot_of_governments() -> None:
    one = linked(reading("[Russia|l] was debated. [Canada|l s] voted for the bill."))
    one = with_vote(one, "Canada", "yes", on="2022-03-17", body="Senate")
    assert ballot_steps([Scene(one, PARTIES)]) == ()


# --- memberships


def step(
    who: Actor, on: str, origin: str = "d1", *, status: str = JOINED, kind: Kind = "sanctions"
) -> Step:
    span = Span.cut(origin, f"{who.name} {status} {on}", 0, 4)
    return Step(
        who, kind, "RUS", None, status, on, (), None, None, (), span, on[-10:], origin, None
    )


def members(*steps: Step) -> list[Membership]:
    return list(memberships(steps))


def test_who_joined_when_and_after_whom() -> None:
    first, second, third = members(
        step(AUS, "2022-03-01", "d3"), step(JPN, "2022-02-28", "d2"), step(IND, "../2022-03-05")
    )
    assert [(one.government.id, one.since, one.after) for one in (first, second)] == [
        ("JPN", "2022-02-28", ()),
        ("AUS", "2022-03-01", ("JPN",)),
    ]
    # "By" a day tells not when, and so not after whom.
    assert (third.since, third.after) == ("../2022-03-05", ())


def test_the_first_day_counts_and_each_origin_once() -> None:
    (one,) = members(
        step(JPN, "../2022-03-03", "d1"),
        step(JPN, "2022-02-28", "d2"),
        step(JPN, "2022-02-28", "d2"),
        step(JPN, "2022-02-20", "d3", status="planned"),
    )
    assert (one.status, one.since, one.n_origins) == (JOINED, "2022-02-28", 2)
    assert len(one.steps) == 3


def test_a_copy_is_no_second_report() -> None:
    original = linked(reading("[Canada|l s] joined the sanctions on [Russia|l]."))
    copied = linked(
        reading("[Canada|l s] joined the sanctions on [Russia|l]. So they say.", "2022-03-19")
    )
    copied = replace(copied, document=replace(copied.document, origin=original.document.id))
    assert first_reports([copied, original]) == (original,)
    looked = third_parties([copied, original], [], [], PARTIES)
    (outsider,) = looked.outsiders
    assert (looked.n_reports, outsider.memberships[0].n_origins) == (1, 1)


def test_what_is_told_as_not_done_is_told_with_the_words_of_its_day() -> None:
    early = replace(step(IND, "../2022-03-03", "d1", status="not joined"), reported_on="2022-03-03")
    late = replace(step(IND, "../2022-04-01", "d2", status="not joined"), reported_on="2022-04-01")
    for steps in ((early, late), (late, early)):
        (one,) = members(*steps)
        assert (one.since, telling_step(one)) == ("2022-04-01", late)


DAYS = st.dates(date(2022, 1, 1), date(2022, 12, 31)).map(date.isoformat)


@given(st.lists(st.tuples(st.sampled_from([JPN, AUS, IND]), DAYS, st.booleans()), max_size=12))
def test_the_order_of_reports_changes_nothing(
    given_: list[tuple[Actor, str, bool]],
) -> None:
    steps = [step(who, f"../{on}" if by else on, f"d{n}") for n, (who, on, by) in enumerate(given_)]
    forward, backward = memberships(steps), memberships(reversed(steps))
    assert [(one.government, one.since, one.after) for one in forward] == [
        (one.government, one.since, one.after) for one in backward
    ]
    for one in forward:
        earliest = min(joined_day(each.on) or date.max for each in one.steps)
        assert joined_day(one.since) == earliest


# --- against its own 90 days before


def said_on(day: date) -> Doing:
    return Doing(on=day, is_deed=False, toward="RUS", lean=0)


def done_on(day: date, party: str, lean: int) -> Doing:
    return Doing(on=day, is_deed=True, toward=party, lean=lean)


def test_the_ratio_of_rates_worked_out_by_hand() -> None:
    ratio = rate_ratio(4, 7, 4, 7)
    assert ratio is not None
    assert ratio.high is not None
    assert ratio.mid == 1
    assert ratio.low * ratio.high == pytest.approx(1)
    assert rate_ratio(0, 7, 0, 90) is None
    new = rate_ratio(3, 7, 0, 90)
    assert new is not None
    assert (new.mid, new.high) == (None, None)
    assert new.low > 1
    many = rate_ratio(700, 7, 900, 90)
    assert many is not None
    assert many.high is not None
    assert many.mid == pytest.approx(10)
    assert 9 < many.low < 10 < many.high < 11.2


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 90))
def test_more_said_never_means_a_smaller_ratio(n: int, before: int, days: int) -> None:
    low, high = rate_ratio(n, 7, before + 1, days), rate_ratio(n + 1, 7, before + 1, days)
    assert low is not None
    assert high is not None
    assert low.mid is not None
    assert low.high is not None
    assert high.mid is not None
    assert low.mid < high.mid
    assert low.low <= low.mid <= low.high


def test_the_interval_of_the_ratio_holds_its_level() -> None:
    rng = np.random.default_rng(7)
    held = []
    for _ in range(2_000):
        now, before = rng.poisson(0.5 * 7), rng.poisson(0.25 * 90)
        ratio = rate_ratio(int(now), 7, int(before), 90)
        assert ratio is not None
        assert ratio.high is not None
        held.append(ratio.low <= 2 <= ratio.high)
    assert 0.87 <= np.mean(held) <= 0.94


def test_a_week_is_held_against_the_days_that_the_desk_reads() -> None:
    monday = date(2022, 3, 14)
    reports = [monday - timedelta(days=n) for n in range(120)] + [monday + timedelta(days=2)]
    doings = [said_on(monday - timedelta(days=n)) for n in (0, 9, 18, 100)]
    *_, last = weeks(doings, reports, monday + timedelta(days=6))
    assert (last.n_said, last.before_said, last.days_before) == (1, 2, 90)
    assert last.reading == pytest.approx((2 / 7) / 1)
    short = weeks(doings[:1], reports[:10], monday + timedelta(days=6))[-1]
    assert (short.days_before, short.said) == (9, None)


def test_direction_is_told_party_by_party() -> None:
    monday = date(2022, 3, 14)
    doings = [done_on(monday, "RUS", -1)] * 3 + [done_on(monday, "UKR", 1)]
    (week,) = weeks(doings, [monday], monday)
    assert (week.lean["RUS"].share, week.lean["RUS"].n, week.lean["UKR"].share) == (0, 3, 1)
    assert week.lean["RUS"].low < week.lean["RUS"].high < 0.6


@pytest.mark.parametrize(
    ("n_said", "n_done", "expected"),
    [(1, 3, "acted"), (0, 1, "acted"), (2, 2, "spoke"), (3, 1, "spoke")],
)
def test_who_did_more_than_it_said_acted(n_said: int, n_done: int, expected: str) -> None:
    monday = date(2022, 3, 14)
    deeds = [done_on(monday, "RUS", 1)] * n_done
    known = _Known([said_on(monday)] * n_said + deeds, 0, [], [], ())
    assert _outsider(JPN, known, PARTIES, ()).standing == expected


@pytest.mark.parametrize(("n", "words"), [(1, "RUS n 1, too few"), (3, "RUS n 3, too few")])
def test_of_few_acts_their_number_is_told_and_no_direction(n: int, words: str) -> None:
    monday = date(2022, 3, 14)
    reports = [monday - timedelta(days=k) for k in range(30)]
    doings = [done_on(monday, "RUS", 1)] * n
    (cells,) = week_rows([_outsider(JPN, _Known(doings, 0, [], [], ()), PARTIES,
                                    weeks(doings, reports, monday))])  # fmt: skip
    assert (cells["leans"], cells["done_ratio"]) == (words, f"n {n}, too few")
    many = [done_on(monday, "RUS", 1)] * 4
    (cells,) = week_rows([_outsider(JPN, _Known(many, 0, [], [], ()), PARTIES,
                                    weeks(many, reports, monday))])  # fmt: skip
    assert cells["leans"].startswith("RUS +1.0 (")
    assert cells["done_ratio"].startswith("none before")


@pytest.mark.parametrize(
    ("on", "words"),
    [("../2022-03-25", "by 25 March 2022"), ("2022-03-02", "on 2 March 2022"), (None, "")],
)
def test_the_day_of_a_hedge_is_told_in_words(on: str | None, words: str) -> None:
    assert hedge_day(on) == words


# --- silence and parallels


def test_silence_counts_only_where_a_government_otherwise_speaks() -> None:
    (silent,) = find_hedges([], [], [], PARTIES, SPEAKS_ELSEWHERE)
    assert silent.kind == "silent"
    assert find_hedges([], [], [], PARTIES, SPEAKS_ELSEWHERE - 1) == ()
    spoke = [said_on(date(2022, 3, 14))]
    assert find_hedges([], spoke, [], PARTIES, 50) == ()


def claimed(marked: str, source: str, content: str) -> Scene:
    one = linked(reading(marked))
    parts = [place(one, source), place(one, "said"), place(one, content)]
    speaker = next(m.id for m in one.mentions if m.span.text == source)
    claim = Claim(
        id=make_id("claim", parts[2].start),
        span=Span.cut(one.document.id, one.document.text, parts[0].start, parts[2].end),
        source=(parts[0],),
        cue=(parts[1],),
        content=(parts[2],),
        act="assert",
        negated=False,
        certainty=0.97,
        form="indirect",
        speakers=(speaker,),
        addressees=(),
        named=True,
        on_record=True,
        parent=None,
        on=None,
        method="test",
        confidence=1.0,
    )
    return Scene(replace(one, claims=(claim,)), PARTIES)


@pytest.mark.parametrize(
    ("content", "about"),
    [
        ("the war in [Ukraine|l] holds lessons for [Taiwan|l]", ["TWN"]),
        ("an attack like the one on [Ukraine|l] could come", []),
        ("[Russia|l] would sell gas to [Kenya|l]", None),
        ("there are parallels", None),
    ],
)
def test_parallels_are_claims_about_other_places(content: str, about: list[str] | None) -> None:
    plain = content.replace("[", "").replace("|l]", "")
    found = find_parallels([claimed(f"[Canada|l s] said that {content}.", "Canada", plain)])
    if about is None:
        assert found == ()
        return
    (one,) = found
    assert [actor.id for actor in one.about] == about
    assert [actor.id for actor in one.speakers] == ["CAN"]


# --- the whole, the gold and the command


def test_without_a_party_nobody_is_outside() -> None:
    with pytest.raises(PartiesError, match="--about RUS,UKR"):
        third_parties([], [], [], ())


def test_an_empty_desk_has_no_outsiders() -> None:
    looked = third_parties([], [], [], PARTIES)
    assert (looked.outsiders, looked.parallels, looked.days_read) == ((), (), 0)


def test_the_gold_is_checked_line_by_line(tmp_path: Path) -> None:
    assert len(load_member_gold(GOLD)) > 50
    head = "government\tkind\ttoward\tstatus\ton\tdocument\tnote\n"
    for line, reason in (
        ("JPN\tsanctions\tRUS\tjoined\t2022-02-28\n", "5 fields"),
        ("JPN\tsanctions\tRUS\tmaybe\t2022-02-28\td\t\n", "no such kind or status"),
        ("JPN\tsanctions\tRUS\tjoined\tlast week\td\t\n", "gold.tsv:2"),
    ):
        path = tmp_path / "gold.tsv"
        path.write_text(head + line, encoding="utf-8")
        with pytest.raises(MemberGoldError, match=reason):
            load_member_gold(path)


def test_the_scorer_asks_for_measure_and_day() -> None:
    gold = [
        MemberGold("JPN", "sanctions", "RUS", "joined", "2022-02-28"),
        MemberGold("AUS", "sanctions", "RUS", "joined", "../2022-03-03"),
        MemberGold("IND", "sanctions", "RUS", "never", "../2022-03-03"),
    ]
    right = score_members(members(step(JPN, "2022-02-28"), step(AUS, "../2022-03-03", "d2")), gold)
    assert (right.recall, right.precision, right.n_kept_out) == (1, 1, 1)
    wrong = score_members(members(step(JPN, "../2022-02-28"), step(IND, "2022-03-01", "d2")), gold)
    assert (wrong.n_right, wrong.n_kept_out, len(wrong.extra)) == (0, 0, 1)


REPORTS = {
    "a.md": (
        "2022-03-14",
        "Canada joined the sanctions on Russia on Monday. Mexico has not imposed any sanctions.",
    ),
    "b.md": ("2022-03-16", "Japan condemned the Russian invasion of Ukraine on Tuesday."),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("third")
    for name, (day, text) in REPORTS.items():
        (folder / name).write_text(f"---\ntitle: {name}\ndate: {day}\n---\n\n{text}\n", "utf-8")
    desk = tmp_path_factory.mktemp("desk") / "desk.sqlite"
    assert run(["--desk", str(desk), "read", str(folder)]) == 0
    return str(desk)


def test_the_command_tells_who_joined(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--desk", desk, "show", "third-parties", "--about", "RUS,UKR"]
    assert run([*words, "--json"]) == 0
    looked = json.loads(capsys.readouterr().out)
    standing = {one["government"]["id"]: one["standing"] for one in looked["governments"]}
    assert (standing["CAN"], standing["MEX"]) == ("joined", "hedged")
    assert looked["read_since"] == "2022-03-14"
    assert run([*words, "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert ("CAN", "joined") in {(row["government"], row["status"]) for row in rows}
    assert run(words) == 0
    out = capsys.readouterr().out
    assert "does not reach back 90 days" in out
    assert "sanctions on RUS" in out
    assert run([*words, "--actor", "CAN"]) == 0
    assert "By week:" in capsys.readouterr().out


def test_nothing_later_is_seen(desk: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--desk", desk, "show", "third-parties", "--about", "RUS,UKR", "--json"]
    assert run([*words, "--as-of", "2022-03-15"]) == 0
    looked = json.loads(capsys.readouterr().out)
    assert "JPN" not in {one["government"]["id"] for one in looked["governments"]}


@pytest.mark.parametrize(
    ("about", "reason"),
    [([], "needs the parties"), (["--about", "Visa"], "is no state")],
)
def test_who_is_no_party_is_said(
    desk: str, about: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--desk", desk, "show", "third-parties", *about]) == 1
    assert reason in capsys.readouterr().err


@pytest.mark.parametrize("about", ["RUS", "RUS,UKR"])
def test_a_party_is_no_third_party(
    desk: str, about: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["show", "third-parties", "--about", about, "--actor", "RUS"]
    assert run(["--desk", desk, *words]) == 1
    assert "legation show position --actor RUS --about" in capsys.readouterr().err


@pytest.mark.slow
def test_the_sample_tells_who_joined_and_voted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from legation.app.views import load_view
    from legation.store.desk import open_desk

    path = tmp_path / "desk.sqlite"
    assert run(["--desk", str(path), "read", str(ROOT / "samples" / "march-2022")]) == 0
    with open_desk(path) as opened:
        view = load_view(opened)
    looked = third_parties(view.readings, view.incidents, view.contacts, PARTIES)
    found = [one for outsider in looked.outsiders for one in outsider.memberships]
    score = score_members(found, load_member_gold(GOLD))
    assert score.recall >= 0.9, score.wrong
    assert score.n_kept_out == score.n_not, score.slipped
    capsys.readouterr()


@pytest.mark.slow
@pytest.mark.skipif(not ARTICLE.exists(), reason="needs ../shared/data/crisis/article.txt")
def test_the_article_tells_of_japan_australia_and_taiwan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = str(tmp_path / "desk.sqlite")
    assert run(["--desk", desk, "read", str(ARTICLE), "--published", "2022-03-18"]) == 0
    capsys.readouterr()
    assert run(["--desk", desk, "show", "third-parties", "--about", "RUS,UKR", "--json"]) == 0
    looked = json.loads(capsys.readouterr().out)
    told_of = {one["government"]["id"]: one for one in looked["governments"]}
    for who in ("JPN", "AUS"):
        (member,) = told_of[who]["memberships"]
        assert (member["measure"]["kind"], member["status"]) == ("sanctions", "possible")
        assert "ready to impose sanctions" in member["steps"][0]["span"]["text"]
    assert told_of["TWN"]["standing"] == "named"
    assert "Taiwan" in told_of["TWN"]["named_in"][0]["text"]
    about = [(one["about"][0]["id"], one["act"]) for one in looked["parallels"]]
    assert ("TWN", "doubt") in about
    assert {who for who, _ in about} == {"TWN"}
