"""The crosswalk between CAMEO and PLOVER is whole where it matters, and goes both ways."""

from __future__ import annotations

import pytest

from legation.reference.cameo import cameo_of, load_cameo
from legation.reference.codebook import TYPES, load_modes, load_types


def test_all_twenty_roots_are_there() -> None:
    assert {code[:2] for code in load_cameo()} == {f"{n:02}" for n in range(1, 21)}
    assert all(f"{n:02}" in load_cameo() for n in range(1, 21))


def test_statements_have_no_counterpart_and_all_types_have_one() -> None:
    codes = load_cameo().values()
    assert {code.code for code in codes if code.type is None} == {"01"}
    assert {code.type for code in codes if code.type} == set(TYPES)


@pytest.mark.parametrize(
    ("code", "kind", "mode"),
    [
        ("042", "CONSULT", "visit"),
        ("0841", "RETREAT", "release"),
        ("163", "SANCTION", "discontinue"),  # the manual's section, not the crosswalk
        ("173", "COERCE", "arrest"),
        ("204", "ASSAULT", "unconventional"),
    ],
)
def test_a_code_crosses_over(code: str, kind: str, mode: str) -> None:
    assert (load_cameo()[code].type, load_cameo()[code].mode) == (kind, mode)


@pytest.mark.parametrize(
    ("kind", "mode", "means", "code"),
    [
        ("CONSULT", "phone", (), "041"),
        ("AID", None, ("ammunition",), "072"),
        ("AID", None, ("food-medicine",), "073"),
        ("AID", None, (), "070"),
        ("SANCTION", "discontinue", ("finance",), "163"),
        ("SANCTION", "discontinue", (), "162"),
        ("AGREE", "signed", (), "057"),
    ],
)
def test_an_event_has_a_code(
    kind: str, mode: str | None, means: tuple[str, ...], code: str
) -> None:
    assert cameo_of(kind, mode, means) == code


def test_every_type_and_mode_has_a_code_of_three_or_four_digits() -> None:
    for kind, mode in [*load_modes(), *((kind, None) for kind in TYPES)]:
        code = cameo_of(kind, mode)
        assert code.isdigit(), (kind, mode)
        assert 3 <= len(code) <= 4, (kind, mode)


def test_goldstein_and_plover_scores_stand_on_one_side() -> None:
    for code in load_cameo().values():
        if code.type is not None and code.code != "02":
            assert code.goldstein * load_types()[code.type].intensity > 0, code.code
