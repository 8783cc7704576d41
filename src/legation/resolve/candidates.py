"""Say whom a name stands for on the day of the document.

In: a name mention and the `Scene`. Out: a `Finding`.
Not here: descriptions without a name (`descriptions`), pronouns (`coreference`).

Confidence by kind of evidence is set out in docs/resolve.md; the numbers are first settings,
to be replaced by measured ones once there is gold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from legation.records import Actor, Mention
from legation.reference.names import fold, slug
from legation.reference.roles import strip_titles
from legation.reference.shelf import Name, Tenure
from legation.resolve.epithets import link_national
from legation.resolve.garbles import find_garbled
from legation.resolve.likeness import most_like, sounds_like
from legation.resolve.metonyms import stands_in_place
from legation.resolve.namesakes import JUST, Choice, choose, kin_said, office_of, tells_apart
from legation.resolve.placenames import (
    alike_but_for_realm,
    link_building,
    link_listed_town,
    link_spelt_otherwise,
    link_town,
    new_place,
    region_of_town,
    town_owner,
)
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.titlewords import fits_role, role_state
from legation.resolve.wording import is_former, plain, without_initials, word_set

FULL_NAME = 0.97
LAST_AFTER_FULL = 0.95
SHORT_FORM = 0.93
TRANSLITERATED = 0.93
# A last name alone, with a title that fits; of one in office, no namesake near; else.
ROLE_FITS, LAST_IN_OFFICE, LAST_UNCLEAR = 0.94, 0.92, 0.75
LAST_FORMER, CONTESTED = 0.7, 0.6
# The text itself tells two of the name apart: of 15 such links from .9 on none was right on dev.
TOLD_APART = 0.85
# Points by which the likeliest bearer of a name is ahead; points that speak for one out of office.
CLEAR, TELLING = 1.5, 2.2
MISSPELT, SOUNDS_ALIKE = 0.85, 0.95
NEW_NAME = 0.5
STATE_NAME, STATE_ADJECTIVE, ORGANISATION = 0.98, 0.95, 0.95
# Without a date nobody's office is known, and namesakes cannot be told apart by office.
UNDATED_FACTOR = 0.85
_LONGEST_ACRONYM = 6
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Dr|Madame?|Monsieur|Herr)\.?\s+$")
_OWN = re.compile(r"\b(?:he|his|him|she|her)\b|[.!?]\s+(?:He|His|She|Her)\b")
# A word this like a name on the shelf, or less when the role fits: "Anthony"/"Antony" Blinken
# is above .9; two different people ("Kim Jong Un", "Kim Jong Nam") often above .8.
SIMILAR_ENOUGH, SIMILAR_WITH_ROLE = 0.88, 0.75
# First and last name so like that no office needs to speak for the person.
WHOLE_ALIKE = 0.9
# Of a state that the text does not name, a last name must be this like.
_QUITE_LIKE = 0.88
_SHORTEST_SIMILAR, _APART, _WHOLE_APART = 5, 0.02, 0.1
# Last names alone name ministers and above; below rank 5 a namesake is as likely as the holder.
LAST_NAME_RANK = 5
# Heads of state and government, and who speaks for a state abroad.
_SPEAKS_ABROAD = 2

# Two words this alike are one word, spelt otherwise ("Anthony", "Antony": .92).
SAME_WORD = 0.7
# States whose names are written in Latin letters in more than one right way.
_OTHER_SCRIPTS = word_set(
    "RUS UKR BLR CHN TWN JPN KOR PRK IND PAK BGD NPL LKA MMR THA KHM LAO MNG KAZ KGZ TJK UZB TKM "
    "ARM GEO AZE SRB MKD BGR GRC CYP ISR PSE LBN SYR JOR IRQ IRN SAU ARE QAT KWT BHR OMN YEM EGY "
    "LBY TUN DZA MAR SDN ETH ERI AFG"
)

# Everyday forms of first names; either may stand on the shelf.
_SHORT_FORMS = (
    frozenset({"william", "bill", "will", "billy"}),
    frozenset({"joseph", "joe"}),
    frozenset({"antony", "tony"}),
    frozenset({"anthony", "tony"}),
    frozenset({"michael", "mike"}),
    frozenset({"robert", "bob", "rob", "bobby"}),
    frozenset({"james", "jim", "jimmy", "jamie"}),
    frozenset({"richard", "dick", "rick"}),
    frozenset({"charles", "chuck", "charlie"}),
    frozenset({"thomas", "tom"}),
    frozenset({"edward", "ed", "ted", "ned"}),
    frozenset({"daniel", "dan"}),
    frozenset({"donald", "don"}),
    frozenset({"elizabeth", "liz", "betty"}),
    frozenset({"jennifer", "jen"}),
    frozenset({"katherine", "kate", "katie", "kathy"}),
    frozenset({"steven", "stephen", "steve"}),
    frozenset({"alexander", "alex"}),
    frozenset({"benjamin", "ben", "benny"}),
    frozenset({"nicholas", "nick"}),
    frozenset({"matthew", "matt"}),
    frozenset({"gregory", "greg"}),
    frozenset({"kenneth", "ken"}),
    frozenset({"david", "dave"}),
    frozenset({"susan", "sue"}),
    frozenset({"rafael", "ted"}),
    frozenset({"andrew", "andy"}),
    frozenset({"philip", "phillip", "phil"}),
)


def link_name(scene: Scene, mention: Mention) -> Finding:
    """Return whom a name stands for."""
    text = plain(mention.span.text)
    names = scene.directory.find(text)
    if text == "States" and not scene.before(mention, 4).lower().endswith("the "):
        return NOBODY  # of a federation, as a rule
    if "." in text and text.isupper():  # "B.A." is no Mr Ba
        names = tuple(name for name in names if name.actor.type != "person")
    persons = [name for name in names if name.actor.type == "person"]
    others = [name for name in names if name.actor.type != "person"]
    if persons and _COURTESY.search(scene.before(mention, 10)):
        others = []  # "Mr Hague" is no town
    if persons and (
        mention.role
        or mention.hint == "person"
        or not others
        or _leads_and_is_he(scene, mention, persons, others)
    ):
        found = _link_person(scene, mention, text, persons)
        if found.actors or not others:
            return found
    if others:
        return _link_known(scene, mention, others)
    return _link_unknown(scene, mention, text)


def _leads_and_is_he(
    scene: Scene, mention: Mention, persons: list[Name], others: list[Name]
) -> bool:
    """Tell whether a company's name is a leader's here: "Fox told … that his countrymen"."""
    outlets = all(name.actor.type in {"company", "organisation"} for name in others)
    if not outlets or not mention.span.text.istitle() or not mention.subject:
        return False
    leads = any(
        (tenure := scene.directory.foremost(name.actor.id, scene.on)) is not None
        and tenure.rank == 0
        for name in persons
    )
    return leads and bool(_OWN.search(scene.after(mention, 120)))


# --- persons


def _link_person(scene: Scene, mention: Mention, text: str, names: list[Name]) -> Finding:
    whole = [name for name in names if name.kind != "last name"]
    if whole and len(_bare(text).split()) > 1:
        name = whole[0] if len(whole) == 1 else choose(scene, mention, whole).name
        return _person(scene, mention, name.actor, *_how_spelt(text, name.actor))
    text = _bare(text)
    return _link_last_name(scene, mention, text, names)


def _link_last_name(scene: Scene, mention: Mention, text: str, names: list[Name]) -> Finding:
    choice = choose(scene, mention, names)
    known = scene.full_names.get(slug(text))
    if known is not None and known.actors and not choice.contested:
        actor = known.actors[0]
        earlier = find_earlier(scene, mention, actor)
        fits = any(name.actor.id == actor.id for name in names) or actor.id not in _ids(names)
        # "General Ahmed" after "Iajuddin Ahmed": the title fits another of the name only.
        told_by_kin = kin_said(scene, mention) is not None and earlier is None
        if told_by_kin or (choice.fits_role and not fits_role(scene, actor, mention.role)):
            fits = choice.name.actor == actor
        if fits and (earlier is not None or not _leads_now(scene, choice, actor)):
            reason = "last name after full name" if earlier else "last name of a full name below"
            apart = tells_apart(scene, mention)
            confidence = TOLD_APART if apart else LAST_AFTER_FULL
            return _person(scene, mention, actor, reason, confidence)
    tenure = choice.tenure
    sure: float | None = _how_sure(scene, mention, choice) if choice.points > 0 else None
    if sure is None or (mention.role and not choice.fits_role and not choice.contested):
        # "Chancellor Schroeder": no bearer of the name, but one whose name is spelt like it.
        similar = _link_similar(scene, mention, text) if mention.role else None
        if similar is not None and (sure is None or _is_fit(scene, mention, similar)):
            return similar
    if sure is None:
        return _new_person(mention, text) if mention.hint == "person" or mention.role else NOBODY
    return _person(scene, mention, choice.name.actor, _bearer(scene, tenure), sure)


def _is_fit(scene: Scene, mention: Mention, found: Finding) -> bool:
    return any(fits_role(scene, actor, mention.role) for actor in found.actors)


def _bearer(scene: Scene, tenure: Tenure | None) -> str:
    if tenure is None:
        return "last name of somebody known by name"
    if scene.on is None or tenure.holds(scene.on):
        return f"last name of the {tenure.office.name}"
    if (tenure.office.since or "") > scene.on.isoformat():
        return f"last name of who is {tenure.office.name} from {tenure.office.since}"
    return f"last name of a former {tenure.office.name}"


def _leads_now(scene: Scene, choice: Choice, other: Actor) -> bool:
    """Tell whether the likeliest bearer of a name governs or did, against one only named below.

    In "Abe returns. His grandfather Kan Abe …" the first is no grandfather.
    """
    if choice.name.actor == other or scene.on is None:
        return False
    rival = office_of(scene, other)
    if rival is not None and rival.holds(scene.on) and rival.rank <= 1:
        return False
    soon = (scene.on + JUST).isoformat()
    governed = any(
        one.rank <= 1 and (one.office.since or "9") <= soon
        for one in scene.directory.tenures(choice.name.actor.id or "", None)
    )
    return governed and choice.points >= TELLING and choice.margin >= CLEAR / 3


def _how_sure(scene: Scene, mention: Mention, choice: Choice) -> float | None:
    """Return how sure the likeliest bearer of a name is meant, None where too little says so."""
    tenure = choice.tenure
    if tenure is None:
        # Known by name only, and nobody else is: "Navalny", where the text is about his state.
        alone = choice.margin >= 1.0 and choice.name.actor.state in scene.state_counts
        return LAST_UNCLEAR if alone and choice.points > 0 else None
    now = scene.on is None or tenure.holds(scene.on)
    just_left = not now and _left_lately(scene, tenure)
    # A list of counties has names of presidents too: somebody must be meant at all.
    state = choice.name.actor.state
    at_hand = bool(mention.role) or mention.hint == "person" or state in scene.state_counts
    if choice.fits_role:
        sure = ROLE_FITS if choice.margin >= CLEAR else LAST_IN_OFFICE
    elif (now or just_left) and tenure.rank <= LAST_NAME_RANK:
        sure = LAST_IN_OFFICE if choice.margin >= CLEAR else LAST_UNCLEAR
    elif at_hand and (choice.points >= TELLING or tenure.rank <= 1):
        sure = LAST_FORMER
    else:
        return None
    if just_left:
        sure -= 0.02
    if tells_apart(scene, mention):
        sure = min(sure, TOLD_APART)
    return min(sure, CONTESTED) if choice.contested else sure


def _left_lately(scene: Scene, tenure: Tenure) -> bool:
    until = tenure.office.until or ""
    return scene.on is not None and (scene.on - JUST).isoformat() <= until <= scene.on.isoformat()


def _bare(text: str) -> str:
    return without_initials(strip_titles(text))


def _how_spelt(text: str, actor: Actor) -> tuple[str, float]:
    """Return reason and confidence for a full name, by how far it is from the shelf's spelling."""
    own = fold(actor.name).split()
    confidence, reason = FULL_NAME, "full name"
    for word in fold(_bare(text)).split():
        if word in own or len(word) == 1:
            continue
        if any(word in forms and other in forms for forms in _SHORT_FORMS for other in own):
            confidence, reason = min(confidence, SHORT_FORM), f"short form of {actor.name}"
        elif any(SequenceMatcher(None, word, other).ratio() >= SAME_WORD for other in own):
            if actor.state in _OTHER_SCRIPTS:
                return f"other spelling of {actor.name}", TRANSLITERATED
            return f"misspelt: {actor.name}", MISSPELT
    return reason, confidence


def _ids(names: Iterable[Name]) -> set[str | None]:
    return {name.actor.id for name in names}


def _person(
    scene: Scene, mention: Mention, actor: Actor, reason: str, confidence: float
) -> Finding:
    tenure = scene.directory.foremost(actor.id, scene.on)
    last_name = len(_bare(mention.span.text).split()) == 1
    earlier = find_earlier(scene, mention, actor) if last_name else None
    return Finding(
        (actor,),
        reason if scene.on else f"{reason}; the document is undated",
        confidence if scene.on else confidence * UNDATED_FACTOR,
        tenure.office if tenure else None,
        is_called_former(scene, mention),
        earlier.mention.id if earlier else None,
    )


def is_called_former(scene: Scene, mention: Mention) -> bool:
    """Tell whether the text calls the person a former holder, in the title or just before it."""
    if mention.role is not None:
        return is_former(mention.role)
    words = scene.before(mention, 24).split()
    return bool(words) and words[-1].lower() in {"former", "ex", "ex-"}


def find_earlier(scene: Scene, mention: Mention, actor: Actor) -> Entity | None:
    """Return the nearest earlier name or description of `actor` in the document."""
    for entity in scene.iter_before(mention, 100_000):
        if entity.mention.form != "pronoun" and entity.actor == actor:
            return entity
    return None


def _new_person(mention: Mention, text: str, state: str | None = None) -> Finding:
    actor = Actor(f"legation:{slug(text)}", text, "person", state)
    confidence = NEW_NAME + (0.2 if mention.role else 0.0)
    return Finding((actor,), "not on the shelf", confidence, former=is_former(mention.role))


# --- states, places, organisations


def _link_known(scene: Scene, mention: Mention, names: list[Name]) -> Finding:
    best = _preferred(scene, mention, names)
    if best.kind in {"capital", "seat"}:
        return link_town(scene, mention, names, best)
    if best.kind == "demonym":
        national = link_national(scene, mention, best.actor)
        if national is not None:
            return national
        return Finding((best.actor,), f"nationality: {best.actor.name}", STATE_ADJECTIVE)
    house = link_building(scene, mention, best.actor) if best.actor.type == "body" else None
    if house is not None:
        return house
    confidence = STATE_NAME if best.actor.type == "state" else ORGANISATION
    return Finding((best.actor,), "name on the shelf", confidence)


def _preferred(scene: Scene, mention: Mention, names: list[Name]) -> Name:
    """Return the name the parser's hint speaks for, else the shelf's first."""
    towns = [name for name in names if name.kind in {"capital", "seat"}]
    if len(towns) > 1 and towns[0] == names[0]:
        return town_owner(scene, towns)
    if mention.hint == "nationality":
        return next((name for name in names if name.kind == "demonym"), names[0])
    if mention.hint == "organisation":
        fitting = (n for n in names if n.actor.type in {"organisation", "body", "company"})
        return next(fitting, names[0])
    return next((name for name in names if name.actor.type == "state"), names[0])


# --- names the shelf does not have


def _link_unknown(scene: Scene, mention: Mention, text: str) -> Finding:
    if not mention.role and slug(text) in scene.towns:
        return link_listed_town(scene, mention, text) or (
            link_spelt_otherwise(scene, mention, text) or new_place(text)
        )
    if not mention.role:
        town = link_listed_town(scene, mention, text) or link_spelt_otherwise(scene, mention, text)
        if town is not None:
            return town
    if mention.hint == "person" or mention.role:
        return _link_unknown_person(scene, mention, text)
    if mention.hint == "organisation":
        alike = _link_garbled(scene, mention, text) or _like_somebody(scene, mention, text)
        return alike or _link_new_organisation(scene, text)
    if mention.hint == "place":
        return _link_unknown_place(scene, mention, text)
    return _link_garbled(scene, mention, text) or _like_somebody(scene, mention, text) or NOBODY


def _link_garbled(scene: Scene, mention: Mention, text: str) -> Finding | None:
    """Return the person whose whole name is like a garbled one."""
    if any(one.isupper() and len(one) > 1 for one in text.split()):
        return None  # "VOA Moscow" is no name of a person
    found = find_garbled(scene, mention, text)
    if found is None:
        return None
    person = found.name.actor
    return _person(scene, mention, person, f"misspelt: {person.name}", found.confidence)


def _link_new_organisation(scene: Scene, text: str) -> Finding:
    if not _may_name_organisation(text):
        return NOBODY
    actor = Actor(f"legation:{slug(text)}", text, "organisation", _nation_in(scene, text))
    return Finding((actor,), "not on the shelf", NEW_NAME)


def _like_somebody(scene: Scene, mention: Mention, text: str) -> Finding | None:
    """Return the head of state or government, or foreign minister, whose last name is like it."""
    if scene.on is None or not text:
        return None
    words = text.split()
    found = most_like(
        words[-1], scene.directory.about_office(scene.on, _SPEAKS_ABROAD), scene.state_counts
    )
    if found is None:
        return None
    tenure, likeness = found
    surely = mention.hint == "person" or tenure.person.state in scene.state_counts
    if likeness < _QUITE_LIKE and not surely:
        return None
    given = tenure.person.name.split()
    if len(words) > 1 and not any(sounds_like(words[0], one) for one in given):
        return None
    return _person(
        scene, mention, tenure.person, f"spelt like {tenure.person.name}", SOUNDS_ALIKE * likeness
    )


def _nation_in(scene: Scene, text: str) -> str | None:
    """Return the state that a word of an organisation's name gives ("Bank of China")."""
    for word in text.split():
        code = scene.directory.nation_of(word) if word[0].isupper() else None
        if code is not None:
            return code
    return None


def _link_unknown_place(scene: Scene, mention: Mention, text: str) -> Finding:
    region = region_of_town(text)
    if region is not None:
        return region
    for name, similarity in scene.directory.find_similar(text):
        like = similarity >= SIMILAR_ENOUGH and alike_but_for_realm(text, name.text)
        if name.actor.type == "state" and like and len(text) > 5:
            return Finding((name.actor,), f"misspelt: {name.text}", MISSPELT * similarity)
    if stands_in_place(scene, mention):
        return new_place(text)
    alike = _link_garbled(scene, mention, text) or _like_somebody(scene, mention, text)
    return alike or new_place(text)


def _may_name_organisation(text: str) -> bool:
    """Tell whether an unknown name looks like an organisation's: two names, or an acronym.

    A single capitalised word that the shelf does not know is as often a thing or a heading.
    """
    capitalised = [word for word in text.split() if word[0].isupper()]
    acronym = text.isupper() and 3 <= len(text) <= _LONGEST_ACRONYM and text.isalpha()
    return len(capitalised) > 1 or acronym or text[1:] != text[1:].lower()


def _link_unknown_person(scene: Scene, mention: Mention, text: str) -> Finding:
    words = _bare(text).split()
    stripped = " ".join(words)
    if stripped != text:
        names = list(scene.directory.persons(stripped))
        if names:
            return _link_person(scene, mention, stripped, names)
    if len(words) > 2:
        # The parser took part of a title for the name: "Homeland Security Alejandro Mayorkas".
        names = list(scene.directory.persons(" ".join(words[-2:])))
        if any(name.kind in {"name", "alias"} for name in names):
            return _link_person(scene, mention, " ".join(words[-2:]), names)
    short = _link_short_form(scene, mention, words) if len(words) > 1 else None
    if short is not None:
        return short
    known = scene.full_names.get(slug(words[-1]))
    if len(words) == 1 and known is not None and known.actors:
        return _person(
            scene, mention, known.actors[0], "last name after full name", LAST_AFTER_FULL
        )
    called = scene.called(stripped) if len(words) == 1 and not mention.role else None
    if called is not None:
        return _person(scene, mention, called.actors[0], "given name", LAST_IN_OFFICE)
    similar = (
        _link_garbled(scene, mention, stripped)
        or _link_similar(scene, mention, stripped)
        or _like_somebody(scene, mention, stripped)
    )
    if similar is not None:
        return similar
    nobody = len(words) == 1 and not mention.role and scene.labelled_turn(mention) is None
    return NOBODY if nobody else _new_person(mention, stripped, role_state(scene, mention.role))


def _link_short_form(scene: Scene, mention: Mention, words: list[str]) -> Finding | None:
    """Return the person whose last name fits and whose first name has this short form."""
    names = [n for n in scene.directory.persons(words[-1]) if n.kind == "last name"]
    first = words[0].lower()
    fitting = [name for name in names if _same_first_name(first, name.actor.name)]
    if not fitting:
        return None
    choice = choose(scene, mention, fitting)
    name, fits = choice.name, choice.fits_role
    tenure = scene.directory.foremost(name.actor.id, scene.on)
    if not fits and tenure is None:
        return None
    confidence = SHORT_FORM if fits else SHORT_FORM - 0.1
    return _person(scene, mention, name.actor, f"short form of {name.actor.name}", confidence)


def _same_first_name(first: str, full_name: str) -> bool:
    own = full_name.lower().split()[0]
    return own == first or any(first in forms and own in forms for forms in _SHORT_FORMS)


def _link_similar(scene: Scene, mention: Mention, text: str) -> Finding | None:
    if len(text) < _SHORTEST_SIMILAR:
        return None
    ranked = []
    for name, similarity in scene.directory.find_similar(text):
        if name.actor.type != "person":
            continue
        fits = fits_role(scene, name.actor, mention.role)
        tenure = office_of(scene, name.actor)
        now = tenure is not None and scene.on is not None and tenure.holds(scene.on)
        known = now or (tenure is not None and (tenure.rank <= 1 or _left_lately(scene, tenure)))
        whole = " " in text and similarity >= WHOLE_ALIKE
        if similarity < (SIMILAR_WITH_ROLE if fits else SIMILAR_ENOUGH) or not (
            fits or known or whole
        ):
            continue
        whole_alike = SequenceMatcher(None, fold(text), fold(name.actor.name)).ratio()
        ranked.append((similarity + 0.1 * fits + 0.05 * now, whole_alike, name))
    if not ranked:
        return None
    ranked.sort(key=lambda one: one[:2], reverse=True)
    score, whole_alike, name = ranked[0]
    if len(ranked) > 1:
        next_score, next_alike, _ = ranked[1]
        as_like = score - next_score < _APART and whole_alike - next_alike < _WHOLE_APART
        if as_like and not fits_role(scene, name.actor, mention.role):
            return None
    confidence = MISSPELT * min(1.0, score)
    return _person(scene, mention, name.actor, f"misspelt: {name.text}", confidence)
