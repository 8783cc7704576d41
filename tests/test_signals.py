"""Signals: who leans how far toward whom, who tells it, and what is one signal."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date

import pytest

from legation.assess.positions.sides import Sides, SidesError, Text
from legation.assess.positions.signals import FoundSignal, find_signals
from legation.assess.positions.signs import sign_day
from legation.assess.positions.silence import Statement, find_silences
from legation.records import Actor, Document, Moment, Reading, Vote, make_id
from legation.reference.stances import iter_stances, load_stances
from readings import linked, place, reading, with_claim, with_event

CHN, RUS, UKR, USA = (
    Actor(code, name, "state", code)
    for code, name in (
        ("CHN", "China"),
        ("RUS", "Russia"),
        ("UKR", "Ukraine"),
        ("USA", "United States"),
    )
)
CHINA_ON_RUSSIA = Sides(CHN, RUS)


def press(publisher: str) -> str | None:
    return {"The Kremlin": "RUS", "The White House": "USA"}.get(publisher)


def signals(*readings: Reading, sides: Sides = CHINA_ON_RUSSIA) -> list[FoundSignal]:
    return list(find_signals(readings, sides, until=None, state_of=press))


def said(
    source: str, cue: str, content: str, act: str = "assert", *, named: bool = True
) -> Reading:
    """Return a reading of one sentence `source cue content.` with its claim."""
    one = linked(reading(f"{source} {cue} {content}."))
    bare = [re.sub(r"\[([^|]+)\|[^]]*\]", r"\1", part) for part in (source, content)]
    return with_claim(one, bare[0], cue, bare[1], act=act, named=named)


def voted(one: Reading, who: str, choice: str, nth: int = 0, motion: str | None = None) -> Reading:
    span = place(one, who, nth)
    actor = next(m.id for m in one.mentions if m.span == span)
    vote = Vote(
        make_id("vote", span.document, span.start), span, actor, None, motion, choice, None, None,
        "test", None,
    )  # fmt: skip
    return replace(one, votes=(*one.votes, vote))


def copy_of(one: Reading, n: int) -> Reading:
    """Return the reading as another outlet's verbatim copy, with ids of its own."""
    document = Document.make(
        text=one.document.text,
        title=f"copy {n}",
        publisher=f"outlet {n}",
        published_on="2022-03-19",
    )
    document = replace(document, origin=one.document.id)

    def moved(text: str) -> str:
        return f"{text}-{n}"

    return replace(
        one,
        document=document,
        events=tuple(
            replace(event, id=moved(event.id), span=replace(event.span, document=document.id))
            for event in one.events
        ),
        claims=tuple(
            replace(claim, id=moved(claim.id), span=replace(claim.span, document=document.id))
            for claim in one.claims
        ),
    )


@pytest.mark.parametrize(
    ("content", "act", "expected"),
    [
        ("the steps of [Russia|l]", "assert", 0),
        ("solidarity with [Russia|l]", "assert", 1),
        ("it condemned [Russia|l]", "assert", -1),
        ("it never condemned [Russia|l]", "assert", 1),
        ("it would condemn [Russia|l]", "assert", 0),  # only supposed
        ("its support for [Ukraine|l] against [Russia|l]", "assert", 0),  # said of Ukraine
        ("that [NATO|o s] supports [Russia|l]", "assert", 0),  # not its own stance
        ("[Russia|l] to leave", "demand", -1),
        ("[Russia|l] with consequences", "threaten", -1),
        ("that it supports [Russia|l]", "deny", -1),
    ],
)
def test_own_words_lean(content: str, act: str, expected: int) -> None:
    found = signals(said("[China|l s]", "voiced", content, act))
    assert [1 if one.signal.direction > 0 else -1 for one in found] == (
        [expected] if expected else []
    )


def test_who_deplores_an_invasion_is_for_the_invaded() -> None:
    one = said("[China|l s]", "deplored", "the invasion of [Ukraine|l] by [Russia|l]")
    (found,) = signals(one, sides=Sides(CHN, UKR))
    assert found.signal.direction > 0.5


def test_a_question_is_no_signal() -> None:
    one = said("[Q|p s]", "said", "[China|l s] supports [Russia|l]")
    asker = next(mention.id for mention in one.mentions if mention.span.text == "Q")
    nobody = (Actor(None, "Q", "person", None),)
    links = tuple(
        replace(link, actors=nobody) if link.mention == asker else link for link in one.links
    )
    assert signals(one) != []
    assert signals(replace(one, links=links)) == []


def test_others_words_of_it_weigh_less_than_its_own() -> None:
    own = said("[China|l s]", "said", "it supports [Russia|l]")
    told = said("[Washington|l s]", "said", "[China|l s] supports [Russia|l]")
    unnamed = said("[Washington|l s]", "said", "[China|l s] supports [Russia|l]", named=False)
    strengths = [signals(one)[0].signal.strength for one in (own, told, unnamed)]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == 3


@pytest.mark.parametrize(
    ("event_type", "status", "direction", "above"),
    [
        ("AID", "happened", 1, 0.6),
        ("AID", "planned", 1, 0.3),
        ("AID", "possible", 1, 0.1),
        ("AID", "denied", -1, 0.2),
        ("SANCTION", "happened", -1, 0.6),
        ("SANCTION", "denied", 1, 0.2),
        ("ASSAULT", "ongoing", -1, 0.8),
    ],
)
def test_deeds_lean_by_type_and_status(
    event_type: str, status: str, direction: int, above: float
) -> None:
    one = linked(reading("[China|l s] acted toward [Russia|l]."))
    one = with_event(one, "acted", ["China"], ["Russia"], event_type, status=status)
    (found,) = signals(one)
    assert found.signal.direction * direction > 0
    assert found.signal.strength > above


@pytest.mark.parametrize(
    ("event_type", "status"),
    [("AID", "hypothetical"), ("REQUEST", "happened"), ("PROTEST", "happened")],
)
def test_what_is_supposed_or_asked_tells_nothing(event_type: str, status: str) -> None:
    one = linked(reading("[China|l s] acted toward [Russia|l]."))
    assert signals(with_event(one, "acted", ["China"], ["Russia"], event_type, status=status)) == []


def test_what_another_government_does_is_not_its_signal() -> None:
    one = linked(reading("[China|l s] saw [Japan|l s] act toward [Russia|l]."))
    assert signals(with_event(one, "act", ["Japan"], ["Russia"], "AID")) == []


@pytest.mark.parametrize(
    ("text", "who", "counts"),
    [
        ("[China|l s] met [Russia|l s]. [The two|d s +] talked.", "The two", True),
        ("[China|l s] met [Russia|l s]. It rained. [The two|d s +] talked.", "The two", False),
        ("[Xi Jinping|p s] met [Vladimir Putin|p]. [Both leaders|d s +] talked.", "Both leaders",
         True),
    ],
)  # fmt: skip
def test_words_for_two_count_only_where_both_are_named_near(
    text: str, who: str, counts: bool
) -> None:
    one = reading(text)
    pair = next(mention.id for mention in one.mentions if mention.span.text == who)
    one = linked(one)
    links = tuple(
        replace(link, actors=(CHN, RUS), confidence=0.83) if link.mention == pair else link
        for link in one.links
    )
    one = with_event(replace(one, links=links), "talked", [who], [who], "CONSULT")
    assert bool(signals(one)) is counts


@pytest.mark.parametrize(("confidence", "counts"), [(0.75, True), (0.65, False)])
def test_a_pronoun_names_a_side_only_with_confidence(confidence: float, counts: bool) -> None:
    one = linked(reading("Beijing rose. [It|s] helped [Russia|l]."))
    pronoun = next(mention.id for mention in one.mentions if mention.span.text == "It")
    links = tuple(
        replace(link, actors=(CHN,), confidence=confidence) if link.mention == pronoun else link
        for link in one.links
    )
    apart = replace(one, links=links)
    assert bool(signals(with_event(apart, "helped", ["It"], ["Russia"], "AID"))) is counts


@pytest.mark.parametrize(
    ("text", "trigger", "of_china", "of_russia"),
    [
        ("[China|l s] buys [Russian|n] oil.", "buys", True, False),
        ("[China|l s] used [Russian|n] missiles.", "used", True, False),
        ("[Russian|n] oil is bought by [China|l].", "bought", True, False),
        ("[China|l s] trades with [Russia|l].", "trades", True, True),
    ],
)
def test_what_is_bought_or_used_is_the_doing_of_who_does_it(
    text: str, trigger: str, of_china: bool, of_russia: bool
) -> None:
    one = linked(reading(text))
    both = [mention.span.text for mention in one.mentions]
    one = with_event(one, trigger, both, both, "COOPERATE")
    assert bool(signals(one)) is of_china
    assert bool(signals(one, sides=Sides(RUS, CHN))) is of_russia


def test_a_third_persons_doubt_is_a_weak_view_and_no_denial() -> None:
    def doubted(source: str, act: str, *, named: bool = True) -> list[FoundSignal]:
        one = said(source, "said", "[China|l] would help [Russia|l]", act, named=named)
        one = with_event(one, "help", ["China"], ["Russia"], "AID", status="possible")
        return signals(
            replace(one, events=tuple(replace(e, claim=one.claims[0].id) for e in one.events))
        )

    (denied,) = doubted("[China|l s]", "deny")
    (held,) = doubted("[Japan|l s]", "doubt")
    assert (denied.what, held.what) == ("AID denied", "AID held unlikely")
    assert held.signal.strength < denied.signal.strength / 3
    assert doubted("[Japan|l s]", "doubt", named=False) == []


def test_who_is_thanked_does_not_thank() -> None:
    one = said("[China|l s]", "said", "[Modi|p s] thanked [China|l]")
    assert signals(one, sides=Sides(CHN, Actor("IND", "India", "state", "IND"))) == []


def test_help_to_end_a_war_favours_nobody() -> None:
    for text, counts in (
        ("[China|l s] offered [Russia|l] help to end the war.", False),
        ("[China|l s] offered [Russia|l] help to win the war.", True),
    ):
        one = with_event(linked(reading(text)), "offered", ["China"], ["Russia"], "AID")
        assert bool(signals(one)) is counts


@pytest.mark.parametrize(
    ("text", "toward", "of_sanctions"),
    [
        ("[China|l s] joined the sanctions on [Russia|l].", -1, 1),
        ("[Japan|l s] acts against banks of [Russia|l] together with [China|l].", -1, 1),
        ("[China|l s] has not joined the sanctions on [Russia|l].", 1, -1),
        ("[China|l s] refused to join the sanctions on [Russia|l].", 1, -1),
        ("[Japan|l s] joined the sanctions on [Russia|l]. [China|l s] slept.", 0, 0),
    ],
)
def test_a_measure_joined_is_against_its_target_and_for_itself(
    text: str, toward: int, of_sanctions: int
) -> None:
    one = linked(reading(text))
    for sides, expected in (
        (CHINA_ON_RUSSIA, toward),
        (Sides(CHN, RUS, ("sanctions",)), of_sanctions),
    ):
        found = signals(one, sides=sides)
        assert [1 if each.signal.direction > 0 else -1 for each in found] == (
            [expected] if expected else []
        )


def test_to_refuse_a_measure_says_more_than_not_to_have_joined() -> None:
    (joined,), (refused,), (missing,) = (
        signals(linked(reading(f"[China|l s] {words} the sanctions on [Russia|l].")))
        for words in ("joined", "refused to join", "has not joined")
    )
    assert joined.signal.strength > refused.signal.strength > missing.signal.strength
    assert (refused.what, missing.what) == ("sanctions declined", "sanctions not joined")


MOTION = "The assembly demanded that [Russia|l s] withdraw its troops from [Ukraine|l]. "


@pytest.mark.parametrize(
    ("choice", "toward_russia", "toward_ukraine"),
    [("yes", -0.9, 0.9), ("no", 0.9, -0.9), ("veto", 0.9, -0.9), ("abstain", 0.0, 0.0)],
)
def test_a_vote_leans_by_what_the_motion_is_against(
    choice: str, toward_russia: float, toward_ukraine: float
) -> None:
    one = voted(linked(reading(f"{MOTION}[China|l s] voted.")), "China", choice)
    (russia,) = signals(one)
    (ukraine,) = signals(one, sides=Sides(CHN, UKR))
    assert (russia.signal.direction, ukraine.signal.direction) == (toward_russia, toward_ukraine)
    assert russia.kind == "vote"
    assert MOTION.split("[", maxsplit=1)[0].strip() in russia.witnesses[0].text


def test_an_abstention_is_weaker_than_a_vote_and_absence_is_no_signal() -> None:
    text = f"{MOTION}[China|l s] voted."
    strength = {
        choice: signals(voted(linked(reading(text)), "China", choice))
        for choice in ("no", "abstain")
    }
    assert strength["abstain"][0].signal.strength < strength["no"][0].signal.strength / 1.5
    assert signals(voted(linked(reading(text)), "China", "absent")) == []


def test_a_vote_on_a_motion_of_something_else_is_no_signal() -> None:
    text = "[Russia|l s] spoke. The assembly demanded rain. [China|l s] voted."
    assert signals(voted(linked(reading(text)), "China", "no")) == []


def test_the_day_of_a_vote_may_stand_with_its_motion() -> None:
    one = linked(reading(f"On Wednesday the assembly met. {MOTION}[China|l s] voted."))
    span = place(one, "demanded")
    moment = Moment("mom-1", span, "2022-03-16", lasts=False, method="test", confidence=None)
    (found,) = signals(voted(replace(one, moments=(moment,)), "China", "no"))
    assert (found.on, found.known_on) == (date(2022, 3, 16), date(2022, 3, 18))


def test_copies_change_nothing_but_the_list_of_passages() -> None:
    one = linked(reading("[China|l s] acted toward [Russia|l]."))
    one = with_event(one, "acted", ["China"], ["Russia"], "AID")
    (alone,) = signals(one)
    (among,) = signals(one, *(copy_of(one, n) for n in range(50)))
    assert (among.signal.direction, among.signal.strength, among.on) == (
        alone.signal.direction,
        alone.signal.strength,
        alone.on,
    )
    assert len(among.origins) == 1


def test_an_independent_report_makes_a_deed_surer_and_no_second_deed() -> None:
    def told(publisher: str) -> Reading:
        one = linked(reading("[China|l s] acted toward [Russia|l].", publisher=publisher))
        one = with_event(one, "acted", ["China"], ["Russia"], "AID", on="2022-03-17")
        return replace(one, events=tuple(replace(e, incident="inc-1") for e in one.events))

    (alone,), (twice,) = signals(told("A")), signals(told("A"), told("B"))
    assert alone.signal.strength < twice.signal.strength <= 0.8
    assert len(twice.origins) == 2


def test_the_order_of_arrival_changes_nothing() -> None:
    some = [
        with_event(
            linked(reading("[China|l s] acted toward [Russia|l].", day, f"outlet {n}")),
            "acted", ["China"], ["Russia"], kind,
        )
        for n, (kind, day) in enumerate(
            [("AID", "2022-03-10"), ("ACCUSE", "2022-03-11"), ("AID", "2022-04-10"), ("AID", None)]
        )
    ]  # fmt: skip
    first = signals(*some)
    random.Random(7).shuffle(some)  # noqa: S311  (an order, no secret)
    assert signals(*some) == first
    assert len(first) >= 3


def test_nothing_told_later_counts() -> None:
    one = linked(reading("[China|l s] acted toward [Russia|l].", "2022-03-18"))
    one = with_event(one, "acted", ["China"], ["Russia"], "AID", on="2022-03-01")
    for until, n in ((date(2022, 3, 17), 0), (date(2022, 3, 18), 1)):
        assert len(find_signals([one], CHINA_ON_RUSSIA, until=until, state_of=press)) == n


def test_a_proposition_is_what_its_words_name() -> None:
    sides = Sides(CHN, None, ("sanction",))
    against = said("[China|l s]", "opposed", "the sanctions on [Russia|l]", "assert")
    (found,) = signals(against, sides=sides)
    assert found.signal.direction < -0.3
    assert found.signal.about.id is None
    assert "sanction" in found.signal.about.name
    assert signals(said("[China|l s]", "opposed", "the plan"), sides=sides) == []


def test_sides_need_something_to_stand_toward() -> None:
    with pytest.raises(SidesError, match="give an actor or words"):
        Sides(CHN, None)


def statements(n_before: int, of_it: int, n_here: int, *, word: bool) -> list[Statement]:
    before = [Statement(date(2022, 2, 1), f"b{n}", n < of_it) for n in range(n_before)]
    here = [Statement(date(2022, 3, 15), f"h{n}", word and n == 0) for n in range(n_here)]
    return [*before, *here]


@pytest.mark.parametrize(
    ("n_before", "of_it", "n_here", "word", "habit", "direction"),
    [
        (20, 10, 8, False, 0.8, -0.2),  # a friend falls silent
        (20, 10, 8, False, -0.8, 0.2),  # a critic falls silent
        (20, 10, 8, True, 0.8, None),  # it did speak
        (20, 10, 2, False, 0.8, None),  # it hardly spoke at all: .25 is no surprise
        (8, 4, 8, False, 0.8, None),  # its rate is not known
        (20, 1, 8, False, 0.8, None),  # it rarely speaks of it
        (20, 10, 0, False, 0.8, None),  # an empty desk is not silence
        (20, 10, 8, False, 0.0, None),  # mixed habit
    ],
)
def test_silence_counts_only_against_its_own_rate(
    n_before: int, of_it: int, n_here: int, word: bool, habit: float, direction: float | None
) -> None:
    said_before = [(date(2022, 2, 1), habit)]
    some = statements(n_before, of_it, n_here, word=word)
    found = find_silences(some, said_before, date(2022, 4, 1))
    assert [one.direction for one in found] == ([] if direction is None else [direction])


def test_a_week_that_is_not_over_is_no_silence_yet() -> None:
    some, habit = statements(20, 10, 8, word=False), [(date(2022, 2, 1), 0.8)]
    assert find_silences(some, habit, date(2022, 3, 19)) == ()
    assert len(find_silences(some, habit, date(2022, 3, 20))) == 1


@pytest.mark.parametrize(
    ("told", "published", "expected"),
    [
        ("2022-03-01", "2022-03-18", "2022-03-01"),
        (None, "2022-03-18", "2022-03-18"),
        ("2021", "2022-03-18", "2021-12-31"),
        ("2022", "2022-03-18", "2022-03-18"),
        ("2022-04-01", "2022-03-18", "2022-03-18"),  # to come, so told today
        (None, None, None),
    ],
)
def test_the_day_a_sign_counts_on(
    told: str | None, published: str | None, expected: str | None
) -> None:
    day = None if published is None else date.fromisoformat(published)
    found = sign_day(told, day)
    assert (None if found is None else found.isoformat()) == expected


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He left. She came.", ["He left.", "She came."]),
        ("The U.S. Senate met. It rose.", ["The U.S. Senate met.", "It rose."]),
        ("“No.” He left", ["“No.”", "He left"]),
        ("One\n\nTwo", ["One", "Two"]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    one = Text(reading(text), CHINA_ON_RUSSIA)
    cut = {one.sentence(at) for at in range(len(text))}
    assert [text[start:end] for start, end in sorted(cut)] == sentences


def test_stance_words_are_found_whole_and_longest_first() -> None:
    found = [text_of("They STOOD WITH Kyiv, condemned the İnvasion and welcomed talks.", "words")]
    assert found == [["STOOD WITH", "condemned", "welcomed"]]
    assert len(load_stances()) > 80


def text_of(text: str, use: str) -> list[str]:
    return [text[one.start : one.end] for one in iter_stances(text, use)]
