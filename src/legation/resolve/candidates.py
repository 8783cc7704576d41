"""Say whom a name stands for on the day of the document.

In: a name mention and the `Scene`. Out: a `Finding`.
Not here: descriptions without a name (`descriptions`), pronouns (`coreference`).

Confidence by kind of evidence is set out in docs/resolve.md; the numbers are first settings,
to be replaced by measured ones once there is gold.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from legation.records import Actor, Mention
from legation.reference.cities import state_of_town
from legation.reference.names import fold, slug
from legation.reference.roles import strip_titles
from legation.reference.shelf import Name, Tenure
from legation.resolve.likeness import most_like, sounds_like
from legation.resolve.metonyms import acts, stands_in_place
from legation.resolve.scene import NOBODY, Entity, Finding, Scene
from legation.resolve.wording import is_former, plain, without_initials, word_set

FULL_NAME = 0.97
LAST_AFTER_FULL = 0.95
SHORT_FORM = 0.93
TRANSLITERATED = 0.93
LAST_IN_OFFICE = 0.85
MISSPELT = 0.8
LAST_FORMER = 0.65
NEW_NAME = 0.5
STATE_NAME, STATE_ADJECTIVE, ORGANISATION = 0.98, 0.95, 0.95
# A capital that is the subject of its clause acts; under a preposition it may be a place.
METONYM, METONYM_UNDER, TOWN = 0.93, 0.8, 0.93
# Without a date nobody's office is known, and namesakes cannot be told apart by office.
UNDATED_FACTOR = 0.85
_LONGEST_ACRONYM = 6
# A word this like a name on the shelf, or less when the role fits: "Anthony"/"Antony" Blinken
# is above .9; two different people ("Kim Jong Un", "Kim Jong Nam") often above .8.
SIMILAR_ENOUGH, SIMILAR_WITH_ROLE = 0.88, 0.75
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
    persons = [name for name in names if name.actor.type == "person"]
    others = [name for name in names if name.actor.type != "person"]
    if persons and (mention.role or mention.hint == "person" or not others):
        found = _link_person(scene, mention, text, persons)
        if found.actors or not others:
            return found
    if others:
        return _link_known(scene, mention, others)
    return _link_unknown(scene, mention, text)


# --- persons


def _link_person(scene: Scene, mention: Mention, text: str, names: list[Name]) -> Finding:
    whole = [name for name in names if name.kind != "last name"]
    if whole and len(_bare(text).split()) > 1:
        name, _ = _best_person(scene, mention, whole)
        return _person(scene, mention, name.actor, *_how_spelt(text, name.actor))
    text = _bare(text)
    return _link_last_name(scene, mention, text, names)


def _link_last_name(scene: Scene, mention: Mention, text: str, names: list[Name]) -> Finding:
    known = scene.full_names.get(slug(text))
    if known is not None and known.actors:
        actor = known.actors[0]
        if any(name.actor.id == actor.id for name in names) or actor.id not in _ids(names):
            earlier = find_earlier(scene, mention, actor)
            reason = "last name after full name" if earlier else "last name of a full name below"
            return _person(scene, mention, actor, reason, LAST_AFTER_FULL)
    name, fits_role = _best_person(scene, mention, names)
    tenure = scene.directory.foremost(name.actor.id, scene.on)
    if tenure is not None and (fits_role or tenure.rank <= LAST_NAME_RANK):
        return _person(scene, mention, name.actor, f"last name of the {tenure.office.name}",
                       LAST_IN_OFFICE + (0.07 if fits_role else 0.0))  # fmt: skip
    past = _past(scene, name.actor.id)
    if past is not None and (fits_role or past.rank == 0 or scene.on is None):
        return _person(scene, mention, name.actor, f"last name of a former {past.office.name}",
                       LAST_FORMER + (0.2 if fits_role else 0.0))  # fmt: skip
    if mention.hint == "person" or mention.role:
        return _new_person(mention, text)
    return NOBODY


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


def _best_person(scene: Scene, mention: Mention, names: list[Name]) -> tuple[Name, bool]:
    """Return the namesake that role, office, date and the states in play speak for."""

    def order(name: Name) -> tuple[bool, bool, int, bool, str, str]:
        now = scene.directory.foremost(name.actor.id, scene.on)
        past = _past(scene, name.actor.id)
        until = (past.office.until or "9999") if past is not None else ""
        return (
            fits_role(scene, name.actor, mention.role),
            now is not None and not is_former(mention.role),
            -(now or past).rank if now or past else -99,  # type: ignore[union-attr]
            name.actor.state in scene.state_counts,
            until,
            name.actor.id or "",
        )

    best = max(names, key=order)
    return best, fits_role(scene, best.actor, mention.role)


def _past(scene: Scene, person_id: str | None) -> Tenure | None:
    """Return the foremost tenure a person has had by the document's day (any when undated)."""
    if person_id is None:
        return None
    tenures = scene.directory.tenures(person_id, None)
    day = scene.on.isoformat() if scene.on else "9999"
    begun = [t for t in tenures if (t.office.since or "") <= day]
    return begun[0] if begun else None


def fits_role(scene: Scene, person: Actor, role: str | None) -> bool:
    """Tell whether a person has held, by the document's day, the office that title words name."""
    words = role_words(scene, role)
    if not words or person.id is None:
        return False
    state = role_state(scene, role)
    if state is not None and person.state is not None and state != person.state:
        return False
    code = state or person.state
    if code and scene.on and not is_former(role):
        holders = scene.directory.holders(words, code, scene.on)
        if any(tenure.person.id == person.id for tenure in holders):
            return True
    wanted = set(words.split())
    tenures = scene.directory.tenures(person.id, None if is_former(role) else scene.on)
    return any(wanted <= set(t.office.name.lower().split()) for t in tenures)


def role_words(scene: Scene, role: str | None) -> str:
    """Return title words without the state, "former" and the like, in lower case."""
    if not role:
        return ""
    skipped = {"former", "ex", "then", "the", "a", "an", "his", "her", "their", "its", "longtime"}
    words = [word for word in role.replace(",", " ").split() if word.lower() not in skipped]
    kept = [word for word in words if scene.directory.state_of(plain(word)) is None]
    return " ".join(kept).lower().replace("ex-", "")


def role_state(scene: Scene, role: str | None) -> str | None:
    """Return the state that title words name ("Russian President"), if any."""
    words = plain(role or "").replace(",", " ").split()
    for n in (3, 2, 1):
        for i in range(len(words) - n + 1):
            code = scene.directory.state_of(plain(" ".join(words[i : i + n])))
            if code is not None:
                return code
    return None


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
        lies_in = (n.actor.state for n in names if n.kind in {"capital", "seat"} and n.actor.state)
        return _link_town(scene, mention, best, next(lies_in, None))
    if best.kind == "demonym":
        return Finding((best.actor,), f"nationality: {best.actor.name}", STATE_ADJECTIVE)
    confidence = STATE_NAME if best.actor.type == "state" else ORGANISATION
    return Finding((best.actor,), "name on the shelf", confidence)


def _preferred(scene: Scene, mention: Mention, names: list[Name]) -> Name:
    """Return the name the parser's hint speaks for, else the shelf's first."""
    towns = [name for name in names if name.kind in {"capital", "seat"}]
    if len(towns) > 1 and towns[0] == names[0]:
        return _town_owner(scene, towns)
    if mention.hint == "nationality":
        return next((name for name in names if name.kind == "demonym"), names[0])
    if mention.hint == "organisation":
        fitting = (n for n in names if n.actor.type in {"organisation", "body", "company"})
        return next(fitting, names[0])
    return next((name for name in names if name.actor.type == "state"), names[0])


def _town_owner(scene: Scene, towns: list[Name]) -> Name:
    """Return whose seat a town is meant as: "Brussels" is the Union's, unless Belgium is named."""
    for name in towns:
        if name.actor.type == "state" and name.actor.id in scene.nations:
            return name
    return next((name for name in towns if name.actor.type != "state"), towns[0])


def _link_town(scene: Scene, mention: Mention, name: Name, lies_in: str | None) -> Finding:
    owner = name.actor
    code = owner.state or lies_in
    if acts(scene, mention) and owner.type != "place":
        confidence = METONYM if mention.subject else METONYM_UNDER
        return Finding((owner,), f"{name.text} stands for {owner.name}", confidence)
    if name.actor.type == "place":
        return Finding((name.actor,), "place", TOWN)
    place = Actor(f"legation:{slug(name.text)}", name.text, "place", code)
    return Finding((place,), "place", TOWN)


# --- names the shelf does not have


def _link_unknown(scene: Scene, mention: Mention, text: str) -> Finding:
    if not mention.role and slug(text) in scene.towns:
        return _new_place(text)
    town = state_of_town(text) if not mention.role and mention.hint != "person" else None
    if town is not None:
        place = Actor(f"legation:{slug(text)}", text, "place", town)
        return Finding((place,), "a town of that state", TOWN)
    if mention.hint == "person" or mention.role:
        return _link_unknown_person(scene, mention, text)
    if mention.hint == "organisation":
        if not _may_name_organisation(text):
            return NOBODY
        actor = Actor(f"legation:{slug(text)}", text, "organisation", _nation_in(scene, text))
        return Finding((actor,), "not on the shelf", NEW_NAME)
    if mention.hint == "place":
        return _link_unknown_place(scene, mention, text)
    return _like_somebody(scene, mention, text) or NOBODY


def _like_somebody(scene: Scene, mention: Mention, text: str) -> Finding | None:
    """Return the head of state or government, or foreign minister, whose last name is like it."""
    if scene.on is None or not text:
        return None
    words = text.split()
    found = most_like(words[-1], scene.directory.in_office(scene.on, _SPEAKS_ABROAD))
    if found is None:
        return None
    tenure, likeness = found
    given = tenure.person.name.split()
    if len(words) > 1 and not any(sounds_like(words[0], one) for one in given):
        return None
    return _person(
        scene, mention, tenure.person, f"spelt like {tenure.person.name}", MISSPELT * likeness
    )


def _nation_in(scene: Scene, text: str) -> str | None:
    """Return the state that a word of an organisation's name gives ("Bank of China")."""
    for word in text.split():
        code = scene.directory.nation_of(word) if word[0].isupper() else None
        if code is not None:
            return code
    return None


def _link_unknown_place(scene: Scene, mention: Mention, text: str) -> Finding:
    for name, similarity in scene.directory.find_similar(text):
        if name.actor.type == "state" and similarity >= SIMILAR_ENOUGH and len(text) > 5:
            return Finding((name.actor,), f"misspelt: {name.text}", MISSPELT * similarity)
    alike = None if stands_in_place(scene, mention) else _like_somebody(scene, mention, text)
    return alike or _new_place(text)


def _new_place(text: str) -> Finding:
    place = Actor(f"legation:{slug(text)}", text, "place", None)
    return Finding((place,), "not on the shelf", NEW_NAME)


def may_name_town(scene: Scene, mention: Mention) -> bool:
    """Tell whether a lone name that nobody knows is a place by the words before it."""
    text = plain(mention.span.text)
    return (
        " " not in text
        and mention.role is None
        and mention.hint in {"person", "organisation"}
        and not scene.directory.find(text)
        and stands_in_place(scene, mention)
    )


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
    similar = _link_similar(scene, mention, stripped) or _like_somebody(scene, mention, stripped)
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
    name, fits = _best_person(scene, mention, fitting)
    tenure = scene.directory.foremost(name.actor.id, scene.on)
    if not fits and tenure is None:
        return None
    confidence = SHORT_FORM if fits else SHORT_FORM - 0.1
    return _person(scene, mention, name.actor, f"short form of {name.actor.name}", confidence)


def _same_first_name(first: str, full_name: str) -> bool:
    own = full_name.lower().split()[0]
    return own == first or any(first in forms and own in forms for forms in _SHORT_FORMS)


def _link_similar(scene: Scene, mention: Mention, text: str) -> Finding | None:
    if len(text) < 5:
        return None
    best: tuple[float, Name] | None = None
    for name, similarity in scene.directory.find_similar(text):
        if name.actor.type != "person":
            continue
        fits = fits_role(scene, name.actor, mention.role)
        in_office = scene.directory.foremost(name.actor.id, scene.on) is not None
        if similarity < (SIMILAR_WITH_ROLE if fits else SIMILAR_ENOUGH):
            continue
        if not fits and not in_office:
            continue
        score = similarity + 0.1 * fits + 0.05 * in_office
        if best is None or score > best[0]:
            best = (score, name)
    if best is None:
        return None
    confidence = MISSPELT * min(1.0, best[0])
    return _person(scene, mention, best[1].actor, f"misspelt: {best[1].text}", confidence)
