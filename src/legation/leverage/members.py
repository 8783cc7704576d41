"""Put other members in the place of a scenario's senders.

In: a `Plan` and words for members. Out: a `Plan`; or `ScenarioError` with the cure.
Not here: the file (`leverage.scenariofile`), the games that members play (`leverage.coalitions`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.leverage.scenarioplan import (
    MEMBERS_PLACE,
    Measure,
    Named,
    Plan,
    ScenarioError,
    same_word,
)


def with_members(plan: Plan, members: Sequence[str]) -> Plan:
    """Return the plan with other senders, who take all measures of those who were named.

    A measure that names by whom it is taken keeps those of its senders who are still members.

    Raises:
        ScenarioError: A member stands twice, is the target, or cushions; or nobody takes any
            measure any more.
    """
    place = MEMBERS_PLACE
    for n, word in enumerate(members):
        if same_word(word, members[:n]):
            msg = f"{place}: {word!r} stands twice; take one out"
            raise ScenarioError(msg)
        for role, words in (("target", plan.target.words), ("cushioner", plan.cushioners)):
            if same_word(word, words):
                msg = f"{place}: {word!r} is the {role} in {plan.path}; take it out of {place}"
                raise ScenarioError(msg)
    senders = Named(tuple(members), place)

    def taken(measures: Sequence[Measure]) -> tuple[Measure, ...]:
        found = []
        for one in measures:
            everybody = one.by.words == plan.senders.words
            words = tuple(w for w in members if everybody or same_word(w, one.by.words))
            if words:
                found.append(replace(one, by=Named(words, place)))
        return tuple(found)

    measures = taken(plan.measures)
    if not measures:
        msg = f"{place}: none of them takes a measure in {plan.path}; name its senders"
        raise ScenarioError(msg)
    return replace(plan, senders=senders, measures=measures, secondary=taken(plan.secondary))
