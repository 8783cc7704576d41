"""CAMEO beside PLOVER: which code is which type and mode, and back.

In: `files/cameo.tsv`. Out: `CameoCode`s; the code that fits an event best.
Not here: PLOVER's own types and modes (`reference.codebook`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from legation.reference.codebook import TYPES, load_modes
from legation.reference.rows import RowError, iter_rows

COLUMNS = ("code", "deed", "goldstein", "type", "mode", "context")

# Where several codes cross over to one type, the one that says least more than the type.
_PLAIN = MappingProxyType(
    {
        "AGREE": "030",
        "CONSULT": "040",
        "SUPPORT": "050",
        "CONCEDE": "080",
        "COOPERATE": "060",
        "AID": "070",
        "RETREAT": "084",
        "REQUEST": "100",
        "ACCUSE": "110",
        "REJECT": "120",
        "THREATEN": "130",
        "PROTEST": "140",
        "SANCTION": "160",
        "MOBILIZE": "150",
        "COERCE": "170",
        "ASSAULT": "190",
    }
)
_OF_MEANS = MappingProxyType(
    {
        "AID": (
            ("072", {"heavy-weapons", "light-weapons", "ammunition", "training", "dual-use"}),
            ("073", {"food-medicine"}),
            ("071", {"finance", "energy", "trade"}),
        ),
        "COOPERATE": (
            ("062", {"heavy-weapons", "light-weapons", "ammunition", "training"}),
            ("064", {"intelligence"}),
            ("061", {"finance", "energy", "trade", "dual-use"}),
        ),
        "SANCTION": (("163", {"finance", "energy", "trade", "dual-use"}),),
    }
)
_OF_MODE = MappingProxyType(
    {
        ("AGREE", "signed"): "057",
        ("CONSULT", "third-party"): "045",
        ("CONSULT", "multilateral"): "046",
        ("PROTEST", "strike"): "143",
        ("MOBILIZE", "weapons"): "150",
        ("MOBILIZE", "militia"): "154",
        ("ASSAULT", "execute"): "180",
        ("ASSAULT", "primitive"): "193",
    }
)


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code of CAMEO with what PLOVER makes of it."""

    code: str
    deed: str
    goldstein: float
    """−10 to 10."""
    type: str | None
    """PLOVER's; None where it has no counterpart."""
    mode: str | None
    context: str | None


@cache
def load_cameo() -> Mapping[str, CameoCode]:
    """Load the codes in their order.

    Raises:
        RowError: A row is broken, stands twice, or names a type or mode that does not exist.
    """
    codes: dict[str, CameoCode] = {}
    for row in iter_rows("cameo.tsv", COLUMNS):
        code, kind, mode = row.cells["code"], row.cells["type"] or None, row.cells["mode"] or None
        if code in codes:
            msg = f"{row.place}: {code} stands twice; keep one row"
            raise RowError(msg)
        if kind is not None and kind not in TYPES:
            msg = f"{row.place}: there is no type {kind!r}; see plover_types.tsv"
            raise RowError(msg)
        if mode is not None and (kind or "", mode) not in load_modes():
            msg = f"{row.place}: {kind} has no mode {mode!r}; see plover_modes.tsv"
            raise RowError(msg)
        score = row.number("goldstein", -10, 10)
        codes[code] = CameoCode(
            code, row.cells["deed"], score, kind, mode, row.cells["context"] or None
        )
    return MappingProxyType(codes)


def cameo_of(kind: str, mode: str | None, means: tuple[str, ...] = ()) -> str:
    """Return the CAMEO code that fits an event best: by means, else by mode, else its root's.

    A root's own code is written with a nought, as data sets do (`040`).
    """
    for code_of_means, fitting in _OF_MEANS.get(kind, ()):
        if fitting & set(means):
            return code_of_means
    if mode is not None:
        given = _OF_MODE.get((kind, mode))
        if given is not None:
            return given
        for code in load_cameo().values():
            if (code.type, code.mode) == (kind, mode):
                return code.code if len(code.code) > 2 else code.code + "0"
    return _PLAIN[kind]
