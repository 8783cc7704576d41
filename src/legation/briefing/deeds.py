"""Tell a deed: who did what to whom, when, and whether it has happened at all.

In: what an event or incident says, resolved to actors. Out: one clause in English.
Not here: the table of words (`briefing.deed_words`), counts and quotations (the forms).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from legation.briefing.dates import when
from legation.briefing.deed_words import DEEDS, Phrase
from legation.briefing.naming import is_plural, names, place
from legation.briefing.phrases import MEANS_WORDS, SANCTION_MEANS
from legation.records import Actor
from legation.records.edtf import bounds

# The equals of a meeting stand on both sides; the sentence names them once, as subjects.
_MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
_GENERIC = Phrase(
    "act", "acted", "acted", "acting", "toward {r}", "", "an act", "an act toward {r}"
)


@dataclass(frozen=True, slots=True)
class Deed:
    """One act with its parties, ready to be told."""

    type: str
    mode: str | None
    status: str
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    on: str | None
    means: tuple[str, ...] = ()
    where: str | None = None
    denied_by: tuple[Actor, ...] = ()
    """Who denies it, for deeds of status denied; empty when the writer says it did not happen."""
    denial: str = "deny"
    """The act of the claim that denies it: `deny`, `decline`, `believe` …"""


def tell(deed: Deed, as_of: date) -> str:
    """Return the deed as a clause, without the capital and the full stop of a sentence.

    What has not happened is never told as if it had: `was to`, `might`, `denied having`.
    """
    deed = _sides_told_apart(deed)
    phrase = _phrase(deed)
    time = when(deed.on)
    if not deed.actors:
        return _told_without_doer(deed, phrase, time)
    return f"{time} {_clause(deed, phrase, as_of)}".strip()


def _sides_told_apart(deed: Deed) -> Deed:
    keys = {(actor.id, actor.name) for actor in deed.actors}
    others = tuple(r for r in deed.recipients if (r.id, r.name) not in keys)
    if deed.type in _MUTUAL and others and _is_crowd(deed.actors):
        others = tuple(r for r in others if not _speaks_for(r, deed.actors))
    return replace(deed, recipients=others)


def _is_crowd(actors: tuple[Actor, ...]) -> bool:
    return len(actors) > 1


def _speaks_for(actor: Actor, others: tuple[Actor, ...]) -> bool:
    """Tell whether `actor` is the state of one of `others`: `Xi` and `China` are one side."""
    return actor.type == "state" and any(other.state == actor.id for other in others)


def _phrase(deed: Deed) -> Phrase:
    """Return the words for the deed, its means worked in."""
    means = [m for m in MEANS_WORDS if m in deed.means]
    # What is cut off is a sanction: its means say more than that cooperation ended.
    cut_off = deed.type == "SANCTION" and deed.mode == "discontinue" and means
    mode = None if cut_off else deed.mode
    phrase = DEEDS.get((deed.type, mode)) or DEEDS.get((deed.type, None), _GENERIC)
    if not means or (mode is not None and deed.type != "AID"):
        return phrase
    listed = " or ".join(MEANS_WORDS[m] for m in means)
    if deed.type in ("AID", "SUPPORT"):
        return replace(
            phrase,
            base="give",
            past="gave",
            participle="given",
            ing="giving",
            toward=f"{{r}} {listed}",
            alone=listed,
            noun=listed,
            noun_toward=f"{listed} for {{r}}",
        )
    if deed.type == "COOPERATE":
        return replace(phrase, toward=f"with {{r}} on {listed}", alone=f"with others on {listed}")
    if deed.type == "SANCTION":
        kinds = list(dict.fromkeys(SANCTION_MEANS[m] for m in means if m in SANCTION_MEANS))
        if kinds:
            words = f"{' and '.join(kinds)} sanctions"
            return replace(
                phrase,
                toward=f"{words} on {{r}}",
                alone=words,
                noun=words,
                noun_toward=f"{words} on {{r}}",
            )
    return phrase


def _object(deed: Deed, phrase: Phrase) -> str:
    if deed.mode == "visit" and deed.where and deed.recipients:
        hosts = [r for r in deed.recipients if r.type not in ("state", "place")]
        return f"{place(deed.where)} for talks with {names(hosts)}" if hosts else _visited(deed)
    if deed.mode == "visit" and deed.where:
        return place(deed.where)
    if deed.recipients:
        words = phrase.toward.format(r=names(deed.recipients))
    else:
        # Several who deal with each other need no other side: "cooperated", "met".
        among = deed.type in _MUTUAL and len(deed.actors) > 1
        words = phrase.alone.removeprefix("with others").strip() if among else phrase.alone
    return f"{words}{_place(deed, words)}"


def _visited(deed: Deed) -> str:
    host = names(deed.recipients)
    return host if deed.where is None or deed.where in host else f"{host} ({place(deed.where)})"


def _place(deed: Deed, words: str) -> str:
    # "In" suits towns and countries; what already names the place needs no second naming.
    if deed.where is None or deed.where in words or not deed.where[:1].isupper():
        return ""
    return f" in {place(deed.where)}"


def _clause(deed: Deed, phrase: Phrase, as_of: date) -> str:
    who, what = _doers(deed.actors), _object(deed, phrase)
    plural = is_plural(deed.actors)
    match deed.status:
        case "ongoing":
            verb = f"{_ongoing_auxiliary(deed, plural, as_of)} {phrase.ing}"
        case "planned":
            verb = f"{_planned_auxiliary(deed, plural, as_of)} {phrase.base}"
        case "possible":
            verb = f"might {phrase.base}"
        case "hypothetical":
            verb = f"would, on a condition that the source names, {phrase.base}"
        case "denied":
            return _denied(deed, phrase, who, what)
        case _:
            verb = phrase.past
    return f"{who} {verb} {what}".strip()


def _doers(actors: tuple[Actor, ...]) -> str:
    """Return the names of those who are known, the rest as `others`: `China and others`."""
    known = [actor for actor in actors if actor.id or actor.state]
    if not known or len(known) == len(actors):
        return names(actors)
    return f"{', '.join(names([actor]) for actor in known)} and others"


def _ongoing_auxiliary(deed: Deed, plural: bool, as_of: date) -> str:
    if deed.on is None:
        return "are" if plural else "is"
    first, last = bounds(deed.on)
    if last is None or last >= as_of > (first or date.min):
        return "have been" if plural else "has been"
    return "were" if plural else "was"


def _planned_auxiliary(deed: Deed, plural: bool, as_of: date) -> str:
    if deed.on is not None:
        first = bounds(deed.on)[0]
        if first is not None and first <= as_of:
            return "were to" if plural else "was to"
        return "are to" if plural else "is to"
    return "plan to" if plural else "plans to"


def _denied(deed: Deed, phrase: Phrase, who: str, what: str) -> str:
    did = f"{phrase.participle} {what}".strip()
    do = f"{phrase.base} {what}".strip()
    if not deed.denied_by:
        return f"{who} did not {do}"
    deniers = names(deed.denied_by)
    own = _same_side(deed.denied_by, deed.actors)
    if deed.denial in ("demand", "ask", "warn", "threaten") and not own:
        return f"{deniers} called on {who} not to {do}"
    if deed.denial in ("decline", "promise") and own:
        return f"{deniers} {'declined' if deed.denial == 'decline' else 'promised not'} to {do}"
    if deed.denial in ("believe", "doubt", "estimate"):
        were = "were" if is_plural(deed.actors) else "was"
        return f"{deniers} did not think that {who} {were} likely to {do}"
    if deed.denial != "deny" and not own:
        return f"by the account of {deniers}, {who} did not {do}"
    return f"{deniers} denied having {did}" if own else f"{deniers} denied that {who} had {did}"


def _same_side(deniers: tuple[Actor, ...], actors: tuple[Actor, ...]) -> bool:
    return {a.state or a.id or a.name for a in deniers} == {
        a.state or a.id or a.name for a in actors
    }


def _told_without_doer(deed: Deed, phrase: Phrase, time: str) -> str:
    noun = phrase.noun_toward.format(r=names(deed.recipients)) if deed.recipients else phrase.noun
    noun = f"{noun}{_place(deed, noun)}"
    said = {
        "planned": "planned",
        "possible": "held possible",
        "denied": "denied",
        "hypothetical": "spoken of as a case that might arise",
    }.get(deed.status, "reported")
    ending = f" {time}" if time else ""
    return f"{noun}: {said}{ending}, without saying by whom"


def title_words(deed_type: str) -> str:
    """Return the noun of a type without its article, for axes and headings."""
    noun = DEEDS[deed_type, None].noun if (deed_type, None) in DEEDS else deed_type.lower()
    return noun.removeprefix("an ").removeprefix("a ")
