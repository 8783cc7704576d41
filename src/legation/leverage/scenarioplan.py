"""Say what a scenario is: who does what to whom, who helps, who is punished for helping.

In: nothing. Out: `Plan` and its parts, in the words of the file; `ScenarioError`.
Not here: reading a file (`leverage.scenariofile`), what the words mean in a table
(`leverage.parties`), results (`leverage.scenario`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from legation.leverage.economy import Deficits, Model
from legation.leverage.errors import LeverageError

MOST_MEMBERS = 12
"""So many members make 4,096 coalitions; one more doubles them."""


MEMBERS_PLACE = "--members"
"""Where senders stand that the command line names."""


class ScenarioError(LeverageError):
    """A scenario cannot be run as it is written; the message names file, line and cure."""


class Instrument(StrEnum):
    """What is done to trade."""

    EMBARGO = "embargo"
    """No more sales."""
    TARIFF = "tariff"
    """A tax that the importer takes, on top of what it takes already."""
    ICEBERG = "iceberg"
    """Delivery gets dearer and nobody earns the difference: bans on insurance, on payment."""


class Direction(StrEnum):
    """Which way the goods go, seen from those who act."""

    IMPORTS = "imports"
    EXPORTS = "exports"
    BOTH = "both"


class Stage(StrEnum):
    """How much of a scenario is in force; each holds the ones before."""

    SANCTIONS = "sanctions"
    CUSHION = "cushion"
    SECONDARY = "secondary"


STAGE_WORDS = {
    Stage.SANCTIONS: "sanctions alone",
    Stage.CUSHION: "with the cushion",
    Stage.SECONDARY: "with secondary measures",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Names of regions or sectors as the file has them, and where they stand."""

    words: tuple[str, ...]
    place: str
    """`FILE, line N`, for messages."""


def same_word(word: str, words: Sequence[str]) -> bool:
    """Tell whether a name is among others, whatever its capitals."""
    return word.casefold() in {other.casefold() for other in words}


@dataclass(frozen=True, slots=True)
class Measure:
    """What some do to the trade with others."""

    by: Named
    against: Named
    sectors: Named
    instrument: Instrument
    size: float
    """A share: 0.25 is a tariff of 25 points, or delivery 25 % dearer; infinite for an embargo."""
    direction: Direction
    place: str


class CushionKind(StrEnum):
    """By what a cushion's size is told."""

    COST_CUT = "cost_cut"
    """Delivery between cushioner and target gets cheaper by a share."""
    REPLACES = "replaces"
    """Delivery gets so much cheaper that the two trade more, by a share of the trade lost."""
    PAYS = "pays"
    """The cushioner pays a share of the price of what it buys from the target."""


@dataclass(frozen=True, slots=True)
class Cushion:
    """Who makes trade with the target easier than it was, and by how much."""

    by: Named
    sectors: Named
    kind: CushionKind
    size: float
    """A share: 0 to below 1."""
    direction: Direction
    place: str


@dataclass(frozen=True, slots=True)
class Published:
    """A figure of others that stands beside ours."""

    value: float
    """Per cent."""
    of: str
    quantity: str
    """`real income` of a party, or `acting together`: what it adds to the target's loss."""
    source: str


@dataclass(frozen=True, slots=True)
class ElasticityChoice:
    """A named set, or one number of the user's own for all sectors."""

    name: str
    value: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A scenario as its file has it."""

    title: str
    senders: Named
    target: Named
    measures: tuple[Measure, ...]
    cushions: tuple[Cushion, ...]
    secondary: tuple[Measure, ...]
    tables: tuple[Path | str, ...]
    tables_place: str
    models: tuple[Model, ...]
    elasticities: tuple[ElasticityChoice, ...]
    deficits: Deficits
    published: tuple[Published, ...]
    path: str

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Return the stages that the scenario has, in order."""
        return (
            Stage.SANCTIONS,
            *((Stage.CUSHION,) if self.cushions else ()),
            *((Stage.SECONDARY,) if self.secondary else ()),
        )

    @property
    def cushioners(self) -> tuple[str, ...]:
        """Return who cushions, each once."""
        return tuple(dict.fromkeys(word for one in self.cushions for word in one.by.words))

    @property
    def parties(self) -> tuple[str, ...]:
        """Return everybody the file names: the target, senders, cushioners, who is punished."""
        punished = [word for one in self.secondary for word in one.against.words]
        named = [*self.target.words, *self.senders.words, *self.cushioners, *punished]
        return tuple(dict.fromkeys(named))
