"""`legation codebook`: print the codebook by which events are coded.

In: the shelf's types, modes, contexts, means and the crosswalk. Out: tables, or JSON.
Not here: what the files hold (`reference.codebook`, `reference.cameo`, `reference.means`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click

from legation.app.tables import Column, Row, write_table

PARTS = ("types", "modes", "contexts", "means", "cameo")

QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
# One a line; each names what the manual says twice and what we do.
SETTLED = tuple(
    """\
The manual's table of quad classes has SANCTION as verbal conflict, its section as material: quad 4.
A later table prints ACCUSE's score as 3: read -3. The scores here are draft 0.8's: ACCUSE has -2.
CONCEDE is quad 1, RETREAT quad 2; an announced withdrawal is CONCEDE, the leaving RETREAT.
A promise or agreement is AGREE and has happened; what is promised is a second event, planned.
A signed treaty is AGREE with the mode `signed`, which is ours (the manual: SUPPORT).
International sanctions, embargoes and tariffs are SANCTION (the crosswalk: COERCE).
A denial is told by the status of what is denied, a vote is a vote: neither is REJECT.
""".splitlines()
)
_COLUMNS = {
    "types": ("type", "quad", "class", "intensity", "definition"),
    "modes": ("type", "mode", "intensity", "definition"),
    "contexts": ("context", "words"),
    "means": ("means", "words"),
    "cameo": ("code", "deed", "goldstein", "type", "mode", "context"),
}
_WIDE = frozenset({"definition", "words", "deed"})
_NUMBERS = frozenset({"quad", "intensity", "goldstein"})


@click.command(name="codebook")
@click.argument("part", type=click.Choice(PARTS), required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(part: str | None, as_json: bool) -> None:
    """Print the codebook of events: PLOVER's types, modes and contexts, means, CAMEO beside them.

    With a PART only that one; else all but the crosswalk to CAMEO.
    """
    told = {name: _rows(name) for name in PARTS if part in {None, name}}
    if as_json:
        json.dump({**told, "settled": SETTLED}, sys.stdout, ensure_ascii=False, indent=1)
        click.echo()
        return
    if part is None:
        del told["cameo"]
    for name, rows in told.items():
        if part is None:
            click.echo(name.upper())
        write_table(_printed(rows), _columns(name), sys.stdout)
        click.echo()
    if part is None:
        click.echo("WHERE THE MANUAL CONTRADICTS ITSELF")
        for sentence in SETTLED:
            click.echo(f"* {sentence}")


def _rows(name: str) -> list[dict[str, Any]]:
    from legation.records import MEANS
    from legation.reference.cameo import load_cameo
    from legation.reference.codebook import load_contexts, load_modes, load_types
    from legation.reference.means import load_means

    if name == "types":
        return [
            {
                "type": one.name,
                "quad": one.quad,
                "class": QUADS[one.quad],
                "intensity": one.intensity,
                "definition": one.definition,
            }
            for one in load_types().values()
        ]
    if name == "modes":
        return [
            {
                "type": one.type,
                "mode": one.name,
                "intensity": one.intensity,
                "definition": one.definition,
            }
            for one in load_modes().values()
        ]
    if name == "contexts":
        words = load_contexts()
        return _by_word("context", sorted(set(words.values())), words.items())
    if name == "means":
        return _by_word("means", MEANS, load_means().items())
    return [
        {
            "code": one.code,
            "deed": one.deed,
            "goldstein": one.goldstein,
            "type": one.type,
            "mode": one.mode,
            "context": one.context,
        }
        for one in load_cameo().values()
    ]


def _by_word(
    key: str, names: Sequence[str], words: Iterable[tuple[str, str]]
) -> list[dict[str, Any]]:
    told: dict[str, list[str]] = {name: [] for name in names}
    for word, name in words:
        told[name].append(word)
    return [{key: name, "words": some} for name, some in told.items()]


def _printed(rows: Iterable[dict[str, Any]]) -> Iterable[Row]:
    for row in rows:
        yield {
            name: ", ".join(value) if isinstance(value, list) else "" if value is None else value
            for name, value in row.items()
        }


def _columns(name: str) -> tuple[Column, ...]:
    return tuple(
        Column(one, one, wide=one in _WIDE, number=one in _NUMBERS) for one in _COLUMNS[name]
    )
