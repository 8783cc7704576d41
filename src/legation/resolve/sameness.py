"""Judge how probably two reports tell one happening.

In: two `Report`s. Out: a probability; the traits it is reckoned from.
Not here: which reports are joined (`incidents`), what they are about (`reports`, `concepts`).

A logistic model. Its weights were fitted by `tools/fit_incidents.py` on the pairs of the train and
dev cases of `corpora/events/incidents`, events and parties as they are marked there.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from math import exp

from legation.reference.codebook import load_types
from legation.resolve.concepts import concept_of, family_of
from legation.resolve.reports import Report

# Fitted; see above. A trait that is not here counts nothing.
BIAS = -7.316
WEIGHTS = {
    "actors_differ": -0.330,
    "actors_same": 1.110,
    "actors_share": -0.143,
    "amount": -0.084,
    "crossed": 0.034,
    "day_apart": 0.157,
    "days_apart": -0.994,
    "denied": 0.753,
    "family": -0.063,
    "jaccard": -1.231,
    "lemma": -0.510,
    "many_words": 0.330,
    "means": -0.283,
    "mode": 0.498,
    "opposed": -1.160,
    "other_means": -1.270,
    "other_mode": -3.998,
    "other_place": 0.027,
    "overlap": 1.275,
    "persons_same": 0.600,
    "place": -0.221,
    "planned_and_done": 0.706,
    "quad": -0.970,
    "recipients_differ": 0.046,
    "recipients_same": 0.435,
    "recipients_share": -0.595,
    "same_day": 2.037,
    "same_text": -2.335,
    "status": 0.266,
    "strangers": -0.494,
    "supposed": 0.694,
    "told_apart": -3.915,
    "told_within_14": 1.841,
    "told_within_3": 1.960,
    "told_within_60": 0.115,
    "type": 5.553,
    "undated": 0.212,
    "weeks_apart": -2.687,
    "words": 0.226,
}


def sameness(left: Report, right: Report) -> float:
    """Return the probability, 0 to 1, that two reports tell one happening."""
    score = BIAS + sum(
        WEIGHTS.get(name, 0.0) * value for name, value in traits(left, right).items()
    )
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def traits(left: Report, right: Report) -> dict[str, float]:
    """Return what tells whether two reports are of one happening, each 0 to 1."""
    return {
        **_of_kind(left, right),
        **_of_days(left, right),
        **_of_parties(left, right),
        **_of_words(left, right),
        "same_text": float(left.document.id == right.document.id),
    }


def _of_kind(left: Report, right: Report) -> dict[str, float]:
    ours, theirs = left.event, right.event
    quads = [load_types()[one.type].quad for one in (ours, theirs)]
    modes = ours.type == theirs.type and ours.mode is not None and theirs.mode is not None
    statuses = {ours.status, theirs.status}
    return {
        "type": float(ours.type == theirs.type),
        "quad": float(ours.type != theirs.type and quads[0] == quads[1]),
        "opposed": float((quads[0] > 2) != (quads[1] > 2)),
        "mode": float(modes and ours.mode == theirs.mode),
        "other_mode": float(modes and ours.mode != theirs.mode),
        "means": float(bool(set(ours.means) & set(theirs.means))),
        "other_means": float(bool(ours.means and theirs.means) and ours.means != theirs.means),
        "planned_and_done": float("planned" in statuses and "happened" in statuses),
        "status": float(len(statuses) == 1),
        "supposed": float(bool(statuses & {"hypothetical", "possible"})),
        "denied": float("denied" in statuses and len(statuses) > 1),
    }


def _of_days(left: Report, right: Report) -> dict[str, float]:
    told = _between(left.reported, right.reported)
    days = {
        "told_within_3": float(told is not None and told <= 3),
        "told_within_14": float(told is not None and 3 < told <= 14),
        "told_within_60": float(told is not None and 14 < told <= 60),
        "told_apart": float(told is not None and told > 60),
    }
    if not (left.dated and right.dated):
        return {**days, "undated": 1.0}
    gap = _gap(left, right)
    sharp = left.n_days == 1 and right.n_days == 1
    return {
        **days,
        "same_day": float(sharp and gap == 0),
        "overlap": float(not sharp and gap == 0),
        "day_apart": float(gap == 1),
        "days_apart": float(2 <= gap <= 7),
        "weeks_apart": float(gap > 7),
    }


def _between(one: date | None, other: date | None) -> int | None:
    return None if one is None or other is None else abs((one - other).days)


def _gap(left: Report, right: Report) -> int:
    """Return the days between two times, 0 where they overlap; open ends reach for ever."""
    if left.last is not None and right.first is not None and left.last < right.first:
        return (right.first - left.last).days
    if right.last is not None and left.first is not None and right.last < left.first:
        return (left.first - right.last).days
    return 0


def _of_parties(left: Report, right: Report) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, ours, theirs in zip(("actors", "recipients"), left.sides, right.sides, strict=True):
        both = bool(ours and theirs)
        found[f"{name}_same"] = float(both and ours == theirs)
        found[f"{name}_share"] = float(both and ours != theirs and bool(ours & theirs))
        found[f"{name}_differ"] = float(both and not ours & theirs)
    everybody = [one.sides[0] | one.sides[1] for one in (left, right)]
    found["crossed"] = float(bool(everybody[0] and everybody[1]) and everybody[0] == everybody[1])
    found["strangers"] = float(
        bool(everybody[0] and everybody[1]) and not everybody[0] & everybody[1]
    )
    shared = left.persons.keys() & right.persons.keys()
    found["persons_same"] = float(any(left.persons[key] & right.persons[key] for key in shared))
    found["persons_differ"] = float(
        any(not left.persons[key] & right.persons[key] for key in shared)
    )
    return found


def _of_words(left: Report, right: Report) -> dict[str, float]:
    ours, theirs = (_trigger(one.event.trigger.text) for one in (left, right))
    places = left.event.where, right.event.where
    words = [
        telling_words(one.sentence) - {item for pair in (ours, theirs) for item in pair}
        for one in (left, right)
    ]
    shared, all_words = words[0] & words[1], words[0] | words[1]
    return {
        "lemma": float(ours[0] == theirs[0]),
        "family": float(ours[0] != theirs[0] and ours[1] == theirs[1]),
        "words": len(shared) / max(1, min(len(words[0]), len(words[1]))),
        "many_words": float(len(shared) >= 3),
        "jaccard": len(shared) / max(1, len(all_words)),
        "place": float(all(places) and places[0] == places[1]),
        "other_place": float(all(places) and places[0] != places[1]),
        "amount": float(bool(_numbers(left.sentence) & _numbers(right.sentence))),
    }


@lru_cache(maxsize=20_000)
def _trigger(words: str) -> tuple[str, str]:
    word = words.lower().split()[0]
    return concept_of(word) or word, family_of(word) or word


@lru_cache(maxsize=20_000)
def telling_words(sentence: str) -> frozenset[str]:
    """Return what a sentence is about: names and families of words, without vague ones."""
    found = (family_of(word.strip(".,;:!?“”\"'’()")) for word in sentence.split())
    return frozenset(one for one in found if one is not None)


@lru_cache(maxsize=20_000)
def _numbers(sentence: str) -> frozenset[str]:
    return frozenset(
        word.strip(".,;:") for word in sentence.split() if any(c.isdigit() for c in word)
    )
