"""Events are read from the parse: type, both sides, status, date, means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from legation.extract.parse import load_pipeline
from legation.extract.read import extract
from legation.records import MEANS, STATUSES, Document, Event, Mention
from legation.reference.codebook import TYPES


@dataclass(frozen=True, slots=True)
class Read:
    """A text's events with the words of their parties."""

    text: str
    events: tuple[Event, ...]
    mentions: dict[str, Mention]

    def sides(self, event: Event) -> tuple[list[str], list[str]]:
        actors = [self.mentions[one].span.text for one in event.actors]
        return actors, [self.mentions[one].span.text for one in event.recipients]

    def told(self) -> list[str]:
        """Return each event as `TYPE actors > recipients status`."""
        lines = []
        for event in self.events:
            actors, recipients = self.sides(event)
            sides = f"{'+'.join(actors) or '-'} > {'+'.join(recipients) or '-'}"
            lines.append(f"{event.type} {sides} {event.status}")
        return lines


@cache
def read(text: str) -> Read:
    document = Document.make(text=text, published_on="2022-03-18")
    reading = extract(document, load_pipeline())
    events, mentions = reading.events, reading.mentions
    return Read(text, events, {mention.id: mention for mention in mentions})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a negated belief leaves it open, a negated assertion denies
        (
            "US officials do not believe China would provide tanks to Russia.",
            ["AID China > Russia possible"],
        ),
        ("Officials do not expect China to send tanks.", ["AID China > - possible"]),
        ("China says it is not providing aid to Russia.", ["AID it > Russia denied"]),
        # asked not to: nothing is told of what they do
        (
            "The Europeans urged Beijing not to help Russia.",
            ["REQUEST Europeans > Beijing happened"],
        ),
        ("China must not supply weapons to Russia.", []),
        (
            "He blamed Ukrainian forces for the shelling of Donetsk.",
            [
                "ACCUSE He > Ukrainian forces happened",
                "ASSAULT Ukrainian forces > Donetsk possible",
            ],
        ),
        (
            "Biden told Xi in a call on Friday that Russia had invaded Ukraine.",
            ["CONSULT Biden > Xi happened", "ASSAULT Russia > Ukraine happened"],
        ),
        ("The Chinese would speak for themselves.", []),
        # figures of speech, gatherings, home affairs, repeats
        ("The Ukraine crisis has occupied the White House for weeks.", []),
        ("Biden looked ahead to the Madrid summit.", []),
        ("Many of the leaders spoke about the importance of sanctions.", []),
        (
            "The two leaders spoke about Ukraine.",
            ["CONSULT The two leaders > The two leaders happened"],
        ),
        ("We will support legal services and hard-working families.", []),
        (
            "He said China is assisting Russia by providing them with military equipment.",
            ["AID China > Russia ongoing"],
        ),
        (
            "Beijing gave Russia support for its war in Ukraine.",
            ["AID Beijing > Russia happened", "ASSAULT Russia > Ukraine ongoing"],
        ),
        # what is refused or asked for is no second event; politics at home is coded too
        (
            "A bipartisan group of lawmakers called on the White House to lift the ban.",
            ["REQUEST A bipartisan group > White House happened"],
        ),
        (
            "The United States refused to deploy troops to Poland.",
            ["REJECT United States > Poland happened"],
        ),
        ("In terms of a meeting with President Zelenskyy, nothing is decided.", []),
        (
            "The Prime Minister of Singapore will come to Washington to meet with Biden.",
            [
                "CONSULT The Prime Minister > Washington planned",
                "CONSULT The Prime Minister+Biden > The Prime Minister+Biden planned",
            ],
        ),
        (
            "Putin answered the sanctions imposed by the United States.",
            ["SANCTION United States > - happened"],
        ),
        ("They watch for the invasion of another country.", []),
        (
            "Washington imposed a ban on Russian oil.",
            ["SANCTION Washington > Russian happened"],
        ),
        ("Washington promised 600 missiles.", ["AGREE Washington > - happened"]),
        # verbs, active and passive
        ("Russia invaded Ukraine.", ["ASSAULT Russia > Ukraine happened"]),
        ("Kyiv was attacked by Russian troops.", ["ASSAULT Russian troops > Kyiv happened"]),
        (
            "Poland expelled 45 Russian diplomats.",
            ["SANCTION Poland > 45 Russian diplomats happened"],
        ),
        ("China backed Russia's central aim.", ["SUPPORT China > Russia happened"]),
        ("The White House rejected Moscow's demand.", ["REJECT White House > Moscow happened"]),
        ("India bought oil from Russia.", ["COOPERATE India > Russia happened"]),
        # nouns with a verb that only lends its subject
        ("Japan imposed sanctions on Russia.", ["SANCTION Japan > Russia happened"]),
        ("Sanctions were imposed on Russia by Japan.", ["SANCTION Japan > Russia happened"]),
        ("Beijing held talks with Moscow.", ["CONSULT Beijing+Moscow > Beijing+Moscow happened"]),
        # nouns alone
        ("Russia's invasion of Ukraine shook Europe.", ["ASSAULT Russia > Ukraine happened"]),
        ("Putin's visit to Beijing worried Tokyo.", ["CONSULT Putin > Beijing happened"]),
        # equals stand on both sides, a caller does not
        (
            "China and Russia signed an agreement on gas.",
            ["AGREE China+Russia > China+Russia happened"],
        ),
        ("Macron called Putin on Sunday.", ["CONSULT Macron > Putin happened"]),
        ("Xi hosted Putin in Beijing.", ["CONSULT Putin > Xi happened"]),
        # control: who does the act under another verb
        (
            "Blinken accused China of supporting Russia.",
            ["ACCUSE Blinken > China happened", "AID China > Russia possible"],
        ),
        ("China is willing to provide Russia with food.", ["AID China > Russia possible"]),
        # a promise has happened, what is promised is planned
        (
            "France pledged $300 million in aid to Ukraine.",
            ["AGREE France > Ukraine happened", "AID France > Ukraine planned"],
        ),
        (
            "Germany agreed to send tanks to Ukraine.",
            ["AGREE Germany > - happened", "AID Germany > Ukraine planned"],
        ),
        # an announced withdrawal gives way in words
        (
            "Russia announced the withdrawal of its troops from Kyiv.",
            ["CONCEDE Russia > Kyiv happened"],
        ),
        ("Xi warned Biden against crossing a red line.", ["THREATEN Xi > Biden happened"]),
        (
            "Beijing stepped up military overflights near Taiwan.",
            ["MOBILIZE Beijing > Taiwan happened"],
        ),
    ],
)
def test_an_act_is_coded_with_its_sides_and_status(text: str, told: list[str]) -> None:
    assert read(text).told() == told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The United States deployed troops to Poland.", "happened"),
        ("The United States is deploying troops to Poland.", "ongoing"),
        ("The United States will deploy troops to Poland.", "planned"),
        ("The United States plans to deploy troops to Poland.", "planned"),
        ("The United States may deploy troops to Poland.", "possible"),
        ("The United States is considering deploying troops to Poland.", "possible"),
        ("The United States is ready to deploy troops to Poland.", "possible"),
        ("The United States did not deploy troops to Poland.", "denied"),
        ("Officials denied that the United States had deployed troops to Poland.", "denied"),
        ("If the United States deploys troops to Poland, Moscow will notice.", "hypothetical"),
        ("The United States would deploy troops to Poland.", "hypothetical"),
        ("The United States meets Poland on Saturday in Warsaw.", "planned"),
    ],
)
def test_the_status_is_told_before_anything_is_counted(text: str, status: str) -> None:
    assert [event.status for event in read(text).events] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts saw a war of words between shareholders.",
        "The minister was fired.",
        "The drug attacks the virus.",
        "Sanctions hurt.",
        "We should help Ukraine.",
        "Biden wants to visit Kyiv.",
        "Did Russia attack Poland?",
        "Frankly speaking, they have nothing to fear.",
        "The firm met its targets and struck a balance.",
        "Moscow rejected the accusation.",
        "Ukraine's economy grew before the floods.",
    ],
)
def test_figures_of_speech_wishes_questions_and_background_tell_nothing(text: str) -> None:
    assert read(text).told() == []


@pytest.mark.parametrize(
    ("text", "mode", "means", "on"),
    [
        (
            "Poland may give Ukraine its jets next week.",
            None,
            ("heavy-weapons",),
            "2022-03-21/2022-03-27",
        ),
        ("China sent Russia ammunition and food.", None, ("ammunition", "food-medicine"), None),
        ("China gave Russia financial support.", None, ("finance",), None),
        ("Biden phoned Xi on Friday.", "phone", (), "2022-03-18"),
        ("Putin visited China in February.", "visit", (), "2022-02"),
        ("Turkey mediated between Russia and Ukraine in 2021.", "third-party", (), "2021"),
    ],
)
def test_mode_means_and_date_stand_with_the_act(
    text: str, mode: str | None, means: tuple[str, ...], on: str | None
) -> None:
    (event,) = read(text).events
    assert (event.mode, event.means, event.on) == (mode, means, on)


def test_an_act_named_again_keeps_its_other_side() -> None:
    found = read("Russia's invasion of Ukraine goes on. The Russian invasion has cost lives.")
    assert [found.sides(event)[1] for event in found.events] == [["Ukraine"], ["Ukraine"]]


def test_a_visit_takes_place_where_it_leads() -> None:
    (event,) = read("Putin visited Beijing in February.").events
    assert (event.where, event.country) == ("Beijing", "CHN")


def test_an_event_knows_the_claim_that_reports_it() -> None:
    found = read("Beijing said that Russia had attacked Ukraine. Russia attacked Poland.")
    assert [event.claim is not None for event in found.events] == [True, False]


PASSAGE = (
    "Russia invaded Ukraine last month. Officials said China could send Russia ammunition, and "
    "they warned Beijing against it.\n\nBiden and Xi will talk by phone on Friday; Japan has "
    "imposed sanctions on Moscow, and Germany, which had refused, agreed to send tanks to Kyiv."
)


def test_every_event_is_well_formed_and_reads_back() -> None:
    found = read(PASSAGE)
    assert len(found.events) >= 6
    for event in found.events:
        assert event.type in TYPES
        assert event.status in STATUSES
        assert set(event.means) <= set(MEANS)
        assert event.span.fits(found.text)
        assert event.trigger.fits(found.text)
        assert event.span.holds(event.trigger)
        assert event.intensity is not None
        assert -10 <= event.intensity <= 10
        assert event.confidence is not None
        assert 0 <= event.confidence <= 1
        assert event.actors or event.recipients
        for one in (*event.actors, *event.recipients):
            assert event.span.holds(found.mentions[one].span)


def test_ids_are_stable_and_one_trigger_tells_one_event() -> None:
    first, second = read(PASSAGE).events, read.__wrapped__(PASSAGE).events
    assert [event.id for event in first] == [event.id for event in second]
    assert len({event.trigger for event in first}) == len(first)


ARTICLE = Path(__file__).parents[2] / "shared" / "data" / "crisis" / "article.txt"


@pytest.mark.skipif(not ARTICLE.exists(), reason=f"the reading test needs {ARTICLE}")
def test_the_article_tells_its_main_acts_and_not_too_many() -> None:
    found = read(ARTICLE.read_text(encoding="utf-8"))
    told = found.told()
    assert 25 <= len(told) <= 60
    for expected in (
        "ASSAULT Russia > Ukraine happened",
        "CONSULT Putin > Beijing happened",
        "CONSULT he > Xi planned",
        "SUPPORT China > Russia happened",
        "AID it > - denied",
        "AID China > Russia possible",
        "MOBILIZE Beijing > the island happened",
        "ACCUSE They > China happened",
    ):
        assert expected in told


@pytest.mark.parametrize(
    ("text", "where", "country", "mode"),
    [
        ("Lavrov met Kuleba in Antalya on Thursday.", "Antalya", "TUR", None),
        ("Biden will travel to Brussels next week.", "Brussels", "BEL", "visit"),
        ("Blinken flew to Warsaw on Friday.", "Warsaw", "POL", "visit"),
    ],
)
def test_a_place_has_its_country(text: str, where: str, country: str, mode: str | None) -> None:
    (event,) = read(text).events
    assert (event.where, event.country, event.mode) == (where, country, mode)


def test_what_is_discussed_takes_no_part() -> None:
    told = read(
        "Sullivan and Yang met in Rome. The two also discussed North Korea and Taiwan."
    ).told()
    assert not any("Korea" in one or "Taiwan" in one for one in told)
