"""The codebook is whole, ordered as PLOVER orders it, and its lexicon points only into it."""

from __future__ import annotations

import pytest

from legation.records import MEANS
from legation.reference.codebook import (
    QUADS,
    TYPES,
    find_intensity,
    load_contexts,
    load_modes,
    load_types,
)
from legation.reference.means import load_means
from legation.reference.rows import Row, RowError
from legation.reference.triggers import COLUMNS, _parse_trigger, load_triggers


def test_there_are_sixteen_types_each_defined() -> None:
    types = load_types()
    assert tuple(types) == TYPES
    assert len(types) == 16
    assert all(len(kind.definition) > 20 and kind.quad in QUADS for kind in types.values())


@pytest.mark.parametrize(
    ("name", "quad"),
    [("CONCEDE", 1), ("RETREAT", 2), ("SANCTION", 4), ("ACCUSE", 3), ("CONSULT", 1), ("AID", 2)],
)
def test_a_type_stands_in_the_settled_quad_class(name: str, quad: int) -> None:
    assert load_types()[name].quad == quad


def test_cooperation_is_positive_and_conflict_negative() -> None:
    for kind in load_types().values():
        assert (kind.intensity > 0) == (kind.quad in (1, 2)), kind.name


def test_a_mode_never_changes_the_side_of_its_type_but_for_an_invitation() -> None:
    for (name, mode), found in load_modes().items():
        if (name, mode) != ("REQUEST", "meet"):
            assert found.intensity * load_types()[name].intensity > 0, (name, mode)


@pytest.mark.parametrize(
    ("name", "mode", "same_as"),
    [("CONSULT", None, "CONSULT"), ("CONSULT", "swimming", "CONSULT")],
)
def test_an_unknown_mode_has_the_intensity_of_its_type(
    name: str, mode: str | None, same_as: str
) -> None:
    assert find_intensity(name, mode) == load_types()[same_as].intensity


def test_shelling_is_worse_than_an_attack_of_no_stated_kind() -> None:
    assert find_intensity("ASSAULT", "heavy-weapons") < find_intensity("ASSAULT", None)


def test_every_type_has_triggers_and_there_are_at_least_350() -> None:
    triggers = [trigger for readings in load_triggers().values() for trigger in readings]
    assert len(triggers) >= 350
    assert {trigger.type for trigger in triggers} == set(TYPES)
    assert {trigger.mode for trigger in triggers if trigger.type == "CONSULT"} >= {
        "visit",
        "phone",
        "third-party",
        "multilateral",
    }


def test_every_means_has_words() -> None:
    assert set(load_means().values()) == set(MEANS)


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("jet", "heavy-weapons"),
        ("ammunition", "ammunition"),
        ("surveillance equipment", "dual-use"),
        ("food", "food-medicine"),
        ("financial support", "finance"),
    ],
)
def test_a_word_names_its_rung(word: str, means: str) -> None:
    assert load_means()[word] == means


def test_a_word_of_war_shows_the_military_context() -> None:
    assert load_contexts()["overflight"] == "military"


@pytest.mark.parametrize(
    ("column", "cell", "complaint"),
    [
        ("type", "SING", "type is 'SING'"),
        ("mode", "swimming", "CONSULT has no mode 'swimming'"),
        ("actor", "subj,nobody", "actor holds 'nobody'"),
        ("object", "fruit", "object holds 'fruit'"),
        ("need", "much", "need is 'much'"),
    ],
)
def test_a_broken_trigger_is_named_with_its_line(column: str, cell: str, complaint: str) -> None:
    row = ("meet", "verb", "CONSULT", "", "subj", "obj", "", "any", "no")
    cells = dict(zip(COLUMNS, row, strict=True))
    with pytest.raises(RowError, match=complaint):
        _parse_trigger(Row("triggers.tsv, line 7", cells | {column: cell}))
