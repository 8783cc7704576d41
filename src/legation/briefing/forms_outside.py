"""Sentence forms for governments outside a conflict: who is in which measure, since when.

In: coalitions. Out: `Said`.
Not here: finding them (`assess.thirdparties`), single acts of third parties (`forms_moment`).
"""

from __future__ import annotations

from collections.abc import Sequence

from legation.briefing.dates import when
from legation.briefing.naming import capitalised, listed, name, with_article
from legation.briefing.sentences import Said, form
from legation.briefing.view import View
from legation.records import Coalition, Member, RecordId

# How each status reads after the names; what is done first.
_READS = {
    "joined": "joined",
    "prepared": "helped to prepare it",
    "planned": "planned to join",
    "possible": "might join",
    "hypothetical": "would join under a condition",
    "declined": "declined",
    "not joined": "had not joined",
    "yes": "voted for it",
    "no": "voted against it",
    "abstain": "abstained",
    "absent": "did not take part",
    "veto": "vetoed it",
}
_MOST_NAMES = 12


@form("coalition")
def coalition(records: tuple[RecordId, ...], view: View) -> Said:
    """Word one measure: who joined it and when, who voted how, who declined or stayed out."""
    one = view.read(records[0], Coalition)
    if one.kind == "joint":
        names = listed([name(member.government) for member in one.members], _MOST_NAMES)
        return Said(f"{_measure(one)}: by {names}.", one.passages, counted=one.origins)
    parts = [
        f"{_names(some)} {words}"
        for status, words in _READS.items()
        if (some := [member for member in one.members if member.status == status])
    ]
    return Said(f"{_measure(one)}: {'; '.join(parts)}.", one.passages, counted=one.origins)


def _measure(one: Coalition) -> str:
    toward = name(one.toward) if one.toward is not None else "a party"
    day = f" {when(one.on)}" if one.on else ""
    match one.kind:
        case "sanctions":
            return f"Sanctions on {toward}"
        case "aid":
            return f"Aid to {toward}"
        case "statement":
            return f"Words that blame {toward}"
        case "joint":
            return capitalised(f"a text given together{day}")
    body = with_article(one.body) if one.body else "a body not told"
    return capitalised(f"the vote in {body}{day}")


def _names(members: Sequence[Member]) -> str:
    """Return the governments with their days; a day that all share is told once, at the end."""
    days = {member.since for member in members}
    if len(days) == 1 or members[0].status in {"yes", "no", "abstain", "absent", "veto"}:
        shared = _day(members[0]) if members[0].status == "joined" else ""
        names = listed([name(member.government) for member in members], _MOST_NAMES)
        return f"{names}{shared}"
    return listed([f"{name(member.government)}{_day(member)}" for member in members], _MOST_NAMES)


def _day(member: Member) -> str:
    if member.since is None:
        return ""
    if member.since.startswith("../"):
        return f" (by {when(member.since[3:]).removeprefix('on ')})"
    return f" ({when(member.since).removeprefix('on ')})"
