"""Find contacts with their accounts, and lay out the dossier of a principal.

In: a desk or a `View`, and what is asked for. Out: lines for programs; tables for people.
Not here: the comparison and the dossier themselves (`assess`), contacts as people read them
(`app.accountlines`), options (`app.commands.show`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import IO, TYPE_CHECKING, Any

import click

from legation.app.accountlines import clipped
from legation.app.plain import plain_row
from legation.app.tables import Column, Row, write_table
from legation.app.who import find_actors
from legation.records import Actor, Contact, LegationError

if TYPE_CHECKING:
    from legation.app.views import View
    from legation.assess.accounts import Account, Reader
    from legation.assess.dossiers import Dossier
    from legation.store.desk import Desk
    from legation.store.sayings import ToldContact

# Claims of each list of a dossier unless --limit says otherwise: the newest fill a page.
CLAIMS_SHOWN = 20
_WORD = re.compile(r"[^\W\d_]+(?:['’]s)?")
_NAMES = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+)*")

_OFFICES = (
    Column("office", "office", wide=True),
    Column("of", "of"),
    Column("since", "since"),
    Column("until", "until"),
    Column("leads", "leads", wide=True),
)
_COUNTERPARTS = (
    Column("counterpart", "counterpart", wide=True),
    Column("contacts", "contacts", number=True),
    Column("first met", "first_met", wide=True),
    Column("last met", "last_met", wide=True),
    Column("last in touch", "last_contact", wide=True),
    Column("in office together since", "since"),
    Column("days", "days", number=True),
)
_SAID = (
    Column("published", "published_on"),
    Column("who", "speakers", wide=True),
    Column("of whom", "of", wide=True),
    Column("act", "act"),
    Column("words", "words", wide=True),
    Column("in", "publisher", wide=True),
    Column("claim", "claim", room=140),
)


class NobodyToShowError(LegationError):
    """A dossier can only be drawn up of one known actor."""


# --- contacts between two parties


def sides_of(between: Sequence[str], view: View) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids of the two parties named on the command line.

    Raises:
        click.UsageError: They are not two.
        UnknownActorError: One of them names nobody.
    """
    if len(between) != 2:
        msg = "show contacts --between needs two parties: --between USA,CHN"
        raise click.UsageError(msg)
    first, second = (
        frozenset(one.id for one in find_actors((words,), view.actors) if one.id is not None)
        for words in between
    )
    return first, second


def contacts_between(
    view: View, sides: tuple[frozenset[str], frozenset[str]]
) -> dict[str, tuple[Account, ...]]:
    """Return the accounts of each contact between two parties, by the contact's id."""
    from legation.assess.accounts import compare_accounts, is_between

    readings = {reading.document.id: reading for reading in view.readings}
    reader = _reader()
    return {
        contact.id: compare_accounts(contact, readings, sides, reader)
        for contact in view.contacts
        if is_between(contact, *sides)
    }


def _reader() -> Reader:
    from legation.assess.accounts import Reader
    from legation.reference.shelf import load_shelf
    from legation.resolve.concepts import family_of, is_family

    def words(text: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for word in _WORD.findall(text):
            key = family_of(word)
            if key is not None:
                found.setdefault(key, word.lower())
        return found

    def topics(text: str) -> dict[str, str]:
        found = {key: word for key, word in words(text).items() if is_family(key)}
        # A name is a topic too: whom or where one side mentions and the other does not. The
        # last word of a name stands for it: "William Burns" is "Burns".
        for match in _NAMES.finditer(text):
            name = match[0].split()
            while name and family_of(name[0]) is None:  # "The", "He" at the head of a sentence
                name.pop(0)
            key = family_of(name[-1]) if name else None
            if key is not None and not is_family(key):
                found.setdefault(key, " ".join(name))
        return found

    return Reader(topics, words, load_shelf().state_of)


def told_line(line: Row, accounts: Sequence[Account]) -> Row:
    """Return the line of a contact with its accounts beside the fields of the contract."""
    return {
        **line,
        "accounts_told": [
            {
                "document": one.document,
                "publisher": one.publisher,
                "published_on": one.published_on,
                "says": [asdict(words) for words in one.says],
            }
            for one in accounts
        ],
        "only_in": [
            {
                "document": one.document,
                "topics": list(one.topics_only_here),
                "records": list(one.only_here),
            }
            for one in accounts
        ],
    }


# --- the dossier of a principal


def find_dossier(desk: Desk, words: str, as_of: date | None, limit: int | None) -> dict[str, Any]:
    """Return the dossier of whoever `words` name, as one object for programs.

    Args:
        desk: Open.
        words: A name or an id.
        as_of: The day; None: the day of the newest document.
        limit: At most so many claims in each list; 0: all; None: `CLAIMS_SHOWN`.

    Raises:
        UnknownActorError: Nobody is known by that name.
        NobodyToShowError: There is no day to draw it up for.
    """
    from legation.assess.dossiers import Sources, draw_up
    from legation.reference.contacts import find_contacts
    from legation.reference.shelf import load_shelf

    shelf = load_shelf()
    actor = _actor(desk, words)
    day = as_of or desk.newest_day()
    if day is None:
        msg = "no document of this desk bears a date; say the day: --as-of 2022-03-18"
        raise NobodyToShowError(msg)
    identity = actor.id or ""
    most = CLAIMS_SHOWN if limit is None else limit or None
    said, said_of = desk.said_by(identity, as_of, most), desk.said_of(identity, as_of, most)
    sources = Sources(
        shelf,
        _contacts(desk, desk.contacts_of(identity, with_days=as_of is not None), actor, as_of),
        find_contacts(identity),
        said.readings,
        said_of.readings,
    )
    return {
        **_told_dossier(draw_up(actor, day, sources)),
        "said_more": said.more,
        "said_of_him_more": said_of.more,
    }


def _actor(desk: Desk, words: str) -> Actor:
    named = desk.actor(words)
    if named is not None:
        return named
    from legation.reference.shelf import load_shelf

    held = load_shelf().tenures(words)  # an id that the desk does not name yet
    return held[0].person if held else find_actors((words,), ())[0]


def _contacts(
    desk: Desk, told: Sequence[ToldContact], actor: Actor, as_of: date | None
) -> list[Contact]:
    """Return contacts as they stood on a day; those told before and after it are joined again."""
    if as_of is None:
        return [one.contact for one in told]
    day = as_of.isoformat()
    kept: list[Contact] = []
    earlier: list[str] = []
    again: set[str] = set()
    for one in told:
        known = [name for name, published in one.days.items() if published and published <= day]
        if len(known) == len(one.contact.accounts):
            kept.append(one.contact)
        elif known:
            earlier += known
            again |= {one.contact.id, *one.contact.events}
    if again:
        from legation.resolve.contacts import join_contacts

        joined = join_contacts(desk.events_of(list(dict.fromkeys(earlier))))
        kept += (
            one
            for one in joined
            if again & {one.id, *one.events}
            and any(actor.id in (who.id, who.state) for who in one.actors)
        )
    return kept


def _told_dossier(dossier: Dossier) -> dict[str, Any]:
    told = plain_row(dossier)
    told["bodies_led"] = [
        {"body": plain_row(one.leads), "office": one.office.name, "since": one.office.since}
        for one in dossier.offices
        if one.leads is not None and one.held
    ]
    order = ("actor", "as_of", "offices", "bodies_led", "counterparts", "said", "said_of_him")
    return {"kind": "dossier", **{name: told[name] for name in order}}


def write_dossier(told: Mapping[str, Any], stream: IO[str]) -> None:
    """Write a dossier for people: a table for each part."""
    actor = told["actor"]
    state = f", {actor['state']}" if actor["state"] else ""
    stream.write(f"{actor['name']} ({actor['id']}{state}), as of {told['as_of']}\n")
    _write_part("offices", [_office_row(one) for one in told["offices"]], _OFFICES, stream)
    led = [_led(one) for one in told["bodies_led"]]
    stream.write(f"\nbodies led: {'; '.join(led) or 'none that the shelf knows'}\n")
    rows = [_counterpart_row(one) for one in told["counterparts"]]
    _write_part("contacts", rows, _COUNTERPARTS, stream)
    for title, name in (("said", "said"), ("said of him or her", "said_of_him")):
        rows = [_said_row(one) for one in told[name]]
        _write_part(title, rows, _SAID, stream)
        if told[f"{name}_more"]:
            stream.write("… and older ones; --limit 0 shows all\n")


def _write_part(
    title: str, rows: Sequence[Row], columns: tuple[Column, ...], stream: IO[str]
) -> None:
    stream.write(f"\n{title}:{'' if rows else ' none known'}\n")
    if rows:
        write_table(rows, columns, stream)


def _office_row(one: Row) -> Row:
    office = one["office"]
    until = office["until"]
    if until is None:
        until = f"not known after {one['checked_until']}" if one["held"] is None else "in office"
    return {
        "office": office["name"],
        "of": office["state"],
        "since": office["since"],
        "until": until,
        "leads": one["leads"],
    }


def _led(one: Row) -> str:
    return f"{one['body']['name']} ({one['office']}, since {one['since']})"


def _counterpart_row(one: Row) -> Row:
    together = one["together"] or {}
    return {
        "counterpart": one["actor"],
        "contacts": len(one["contacts"]),
        "first_met": _met_words(one["first_met"]),
        "last_met": _met_words(one["last_met"]),
        "last_contact": _met_words([one["last_contact"]] if one["last_contact"] else []),
        "since": together.get("since"),
        "days": together.get("days_since"),
    }


def _met_words(contacts: Sequence[Row]) -> list[str]:
    return [f"{one['on']} {one['type']} [{one['source']}]" for one in contacts]


def _said_row(one: Row) -> Row:
    return {
        **one,
        "act": f"not {one['act']}" if one["negated"] else one["act"],
        "words": clipped(one["words"]),
        "publisher": one["publisher"] or one["document"],
    }
