"""Choose among the bearers of a last name by what is said of the one who is meant.

In: a name mention, the persons of that last name, the `Scene`. Out: the likeliest with a margin.
Not here: full names and spellings (`candidates`), finding the bearers (`reference.people`).

Each bearer gets points: his office on the day first, then what stands around the name: a title, the
words of an office, the state, the gender, "the elder", and that two of one name in one sentence are
as a rule two people. The points are settings of our own; they stand together below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from legation.records import Actor, Mention
from legation.reference.names import fold
from legation.reference.shelf import Name, Tenure
from legation.resolve.scene import Entity, Scene
from legation.resolve.titlewords import fits_role, role_state
from legation.resolve.wording import gender_of, is_former, word_set

# What an office is worth on the day: who governs and who speaks abroad are named by the last name
# alone, a vice president or a member of parliament seldom.
_BY_RANK = {0: 5.0, 1: 3.0, 2: 3.6, 3: 2.6, 4: 2.2, 5: 1.4, 6: 0.8, 7: 0.6, 8: 0.6, 9: 0.4}
_KING, _OF_THE_WORLD, _SUPREME = 4.0, 5.5, 5.5
# What share of that it keeps, by how long ago it was left (this week is the news) and by how long
# until it is held; with no end on file it counts as left some years ago.
_SHARE_LEFT = ((7, 1.1), (30, 0.9), (365, 0.6), (3650, 0.35))
_SHARE_AHEAD = ((60, 0.5), (365, 0.3))
_OF_OLD, _TO_COME, _NO_END, _HELD_BY_FORMER = 0.2, 0.1, 0.35, 0.6
_KIN, _NO_KIN = 7.0, -2.0
_FITS_ROLE, _STATE_IN_PLAY, _WORDS_OF_OFFICE, _STATE_OF_ROLE = 6.0, 1.0, 1.6, 2.0
_WRONG_GENDER, _SAME_AS_OTHER, _WRONG_AGE = -6.0, -4.0, -4.0
_ENOUGH_WORDS = 2
# Years between two who may be one and the same man, filed twice.
_APART = 10
_STATE_BESIDE, _STATE_AFTER, _UNDER_ARMS = 2.0, 6.0, 3.0
# A government's own release means its own people.
_AT_HOME = 2.5
_OF_GENDER, _NOUN_OF_OFFICE = 5.0, 3.5
# Offices whose noun tells a lesser man of the name from the one who governs.
_NOUNS = ("mayor", "governor", "ambassador", "speaker", "senator", "envoy", "commissioner")
JUST = timedelta(days=30)
_YEAR = timedelta(days=365)

_KIN_NOUN = (
    r"(?P<kin>(?:half-|grand)?(?:father|mother|son|daughter|brother|sister)(?:-in-law)?"
    r"|wife|husband|widow|widower|uncle|aunt|nephew|niece|cousin|twin)"
)
_KIN_BEFORE = re.compile(
    rf"(?:\b(?:[Hh]is|[Hh]er|[Ww]hose|[Tt]he|[Tt]heir|[Aa])|[’']s)\s+(?:[a-z-]+\s+){{0,2}}{_KIN_NOUN},?\s+"
    r"(?:(?:Mrs?|Ms|Sheikh|Prince|Princess|General)\.?\s+)?$"
)
_KIN_AFTER = re.compile(
    rf"^(?:,\s+|\s+)(?:(?:the|his|her|their|a|whose)\s+)(?:[a-z-]+\s+){{0,2}}{_KIN_NOUN}\b|"
    rf"^,\s+{_KIN_NOUN.replace('?P<kin>', '?P<kin_of>')}\s+of\b"
)
# "Papandreou, whose father was …" is the son.
_WHOSE = re.compile(r"^,?\s+whose\b")
_ELDER = re.compile(r"\b(?:elder|older|senior|late|great|old)\s+$")
_YOUNGER = re.compile(r"\b(?:younger|junior)\s+$")
_ELDER_AFTER = re.compile(
    r"^,?\s+(?:the\s+)?(?:senior|sr\b|elder|father|the first|père)", re.IGNORECASE
)
_YOUNGER_AFTER = re.compile(
    r"^,?\s+(?:the\s+)?(?:junior|jr\b|younger|son|daughter|fils)", re.IGNORECASE
)
_ANOTHER = re.compile(
    r"\b(?:namesake|no longer the|another|the other|(?:of the )?same name,?|not the|"
    r"no (?:relation|relative|kin) (?:to|of)|confused? with|(?:a|the) third|unlike)\s+$",
    re.IGNORECASE,
)
_ONE_OF_THEM = re.compile(r"^\s+(?:who|whom|of|at|in)\b")
_HE, _SHE = re.compile(r"\b(?:he|him|his|himself)\b"), re.compile(r"\b(?:she|her|herself)\b")
# "has confirmed Burns as ambassador in Beijing": an office that he is given, now or soon.
_AS_OFFICE = re.compile(
    r"^\s+(?:as|to be|for)\s+(?:(?:the|its|an?|his|her|their|new|next)\s+){0,2}"
    r"(?P<office>[a-z][\w’' -]*?)(?:\s+(?:in|to"
    r"|at)\s+(?:the\s+)?(?P<where>[A-Z][\w]+(?: [A-Z]\w+)?))?"
    r"(?=[,.;:]|\s+(?:and|on|after|before|who|when|in)\b|$)"
)
# Words of offices that say nothing by themselves.
_EMPTY = word_set(
    "of the for and to in a an on at affairs minister ministers secretary president state national "
    "prime leader general member head united states republic deputy first chief chairman"
)
_TELLING = {
    "nato": word_set("nato alliance allies allied alliance's"),
    "commission": word_set("commission brussels union's"),
    "council": word_set("council summit brussels union's club's"),
    "chiefs": word_set("military troops forces general counterpart pentagon chiefs"),
    "defense": word_set("defense defence troops pentagon army"),
    "army": word_set("army troops general military"),
    "staff": word_set("army military troops"),
    "governor": word_set("governor state"),
    "mayor": word_set("mayor city"),
    "foreign": word_set("talks told reporters counterpart diplomat foreign"),
    "external": word_set("talks counterpart diplomat foreign"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest bearer of a name."""

    name: Name
    points: float
    margin: float
    """How many points he is ahead of the next; what he has where he is alone."""
    tenure: Tenure | None
    """His foremost office on the day, else the last that had begun by it."""
    fits_role: bool
    contested: bool
    """The text says that it means one of several: "the Assad who commands", "his namesake"."""


def choose(scene: Scene, mention: Mention, names: list[Name]) -> Choice:
    """Return who of the bearers of a name is likeliest meant, the first on the shelf of equals."""
    points = {id(name): _points(scene, mention, name.actor) for name in names}
    _by_age(scene, mention, names, points)
    _by_kin(scene, mention, names, points)
    ranked = sorted(names, key=lambda name: -points[id(name)])
    best = ranked[0]
    fuller = (
        n
        for n in ranked[1:]
        if _is_short_for(best.actor, n.actor) and _at_one_time(scene, best.actor, n.actor)
    )
    best = next(fuller, best)
    # The same man may be filed twice, by his full name and by a list that has the last name only.
    next_best = next(
        (n for n in ranked if n is not best and not _one_man(best.actor, n.actor)), None
    )
    margin = points[id(best)] - (points[id(next_best)] if next_best is not None else 0.0)
    return Choice(
        best,
        points[id(best)],
        margin,
        office_of(scene, best.actor),
        fits_role(scene, best.actor, mention.role),
        _is_contested(scene, mention),
    )


def _is_short_for(short: Actor, full: Actor) -> bool:
    return len(short.name.split()) < len(full.name.split()) and _one_man(short, full)


def _one_man(one: Actor, other: Actor) -> bool:
    """Tell whether one of two actors of a state has nothing but the other's last name."""
    short, long = sorted((fold(one.name).split(), fold(other.name).split()), key=len)
    return one.state == other.state and len(short) < len(long) and short == long[-len(short) :]


def _at_one_time(scene: Scene, one: Actor, other: Actor) -> bool:
    """Tell whether two persons held office within some years of each other: no father and son."""
    ours, theirs = (_years(scene, person) for person in (one, other))
    if not ours or not theirs:
        return True
    return min(ours) <= max(theirs) + _APART and min(theirs) <= max(ours) + _APART


def _years(scene: Scene, person: Actor) -> list[int]:
    held = scene.directory.tenures(person.id, None) if person.id else ()
    edges = [edge for one in held for edge in (one.office.since, one.office.until) if edge]
    return [int(edge[:4]) for edge in edges]


def office_of(scene: Scene, person: Actor) -> Tenure | None:
    """Return a person's foremost office on the day, else the last begun by then, else None."""
    now = scene.directory.foremost(person.id, scene.on)
    if now is not None or person.id is None:
        return now
    day = scene.on.isoformat() if scene.on else "9999"
    every = scene.directory.tenures(person.id, None)
    begun = [one for one in every if (one.office.since or "") <= day]
    if not begun and scene.on is not None:
        # Who will govern within the year stands for it now.
        last = (scene.on + _YEAR).isoformat()
        begun = [one for one in every if one.rank <= 1 and (one.office.since or "9") <= last]
    return min(begun, key=lambda one: (one.rank, _days_back(one)), default=None)


def _days_back(tenure: Tenure) -> str:
    return "".join(chr(0x7F - ord(digit)) for digit in tenure.office.until or "9999")


# --- points


def _points(scene: Scene, mention: Mention, person: Actor) -> float:
    points = _by_office(scene, mention, person)
    if fits_role(scene, person, mention.role):
        points += _FITS_ROLE
    state = role_state(scene, mention.role)
    if state is not None and person.state is not None:
        points += _STATE_OF_ROLE if state == person.state else -_STATE_OF_ROLE
    if person.state in scene.state_counts or person.state in _states_named(scene, mention):
        points += _STATE_IN_PLAY
    if _takes_office(scene, mention, person):
        points += _FITS_ROLE
    points += _by_state_beside(scene, mention, person)
    points += _by_deed(scene, mention, person)
    if scene.home is not None and scene.home == person.state:
        points += _AT_HOME
    if _RANK.search(mention.role or "") and _bears_arms(scene, person):
        points += _UNDER_ARMS
    points += _by_gender(scene, mention, person)
    if _is_called_by_noun(scene, mention, person):
        points += _NOUN_OF_OFFICE
    points += _WORDS_OF_OFFICE * _n_telling(scene, mention, person)
    if any(other.actor == person for other in _others_of_the_name(scene, mention)):
        points += _SAME_AS_OTHER
    return points


# "Aoun, *who commands* the army": what he does, and how the office is called that he has for it.
_WHO_DOES = re.compile(
    r"^,?\s+who\s+(?:now\s+|also\s+|still\s+)?(leads|heads|chairs|runs|commands)\b"
)
_DOER = {
    "leads": ("leader", "president of", "secretary"),
    "heads": ("head", "director", "president of", "chair", "chief"),
    "chairs": ("chair",),
    "runs": ("chair", "head", "mayor", "governor", "chief minister", "director"),
    "commands": ("commander", "chief of"),
}
_DOES = 4.5
# "Abdullah *of Jordan*"; "General Ahmed" has an office under arms.
_OF_PLACE = re.compile(r"^\s+of\s+(?:the\s+)?((?:[A-Z][\w-]*\s?){1,3})")
_RANK = re.compile(r"\b(?:[Gg]eneral|[Aa]dmiral|[Cc]olonel|[Mm]arshal|Gen\.|Col\.|Adm\.)")
_ARMS = re.compile(r"\b(?:army|staff|armed|forces|defen[cs]e|commander|military|guard)\b")


def _by_state_beside(scene: Scene, mention: Mention, person: Actor) -> float:
    """Return what the states named in the sentence of a name say for one of its bearers."""
    if person.state is None:
        return 0.0
    after = _OF_PLACE.match(scene.after(mention))
    if after is not None:
        code = scene.directory.state_of(after[1].strip())
        if code is not None:
            return _STATE_AFTER if code == person.state else -_STATE_AFTER / 2
    codes = scene.states_beside(mention)
    return _STATE_BESIDE if codes == {person.state} else 0.0


def _by_deed(scene: Scene, mention: Mention, person: Actor) -> float:
    """Return what "who commands" after a name says for one who is a commander."""
    said = _WHO_DOES.match(scene.after(mention, 30))
    if said is None or person.id is None:
        return 0.0
    held = scene.directory.tenures(person.id, scene.on)
    return _DOES if any(
        one.office.name.lower().startswith(_DOER[said[1]]) for one in held
    ) else 0.0  # fmt: skip


def _bears_arms(scene: Scene, person: Actor) -> bool:
    held = scene.directory.tenures(person.id, scene.on) if person.id else ()
    return any(_ARMS.search(one.office.name.lower()) for one in held)


def _by_gender(scene: Scene, mention: Mention, person: Actor) -> float:
    said = _gender_said(scene, mention)
    if said is None:
        return 0.0
    held = scene.directory.tenures(person.id, None) if person.id else ()
    is_wife = any(one.office.name in {"First Lady", "Queen"} for one in held)
    gender = "f" if is_wife else gender_of((person.name,), None)
    if gender is not None and gender != said:
        return _WRONG_GENDER
    return _OF_GENDER if is_wife else 0.0


def _is_called_by_noun(scene: Scene, mention: Mention, person: Actor) -> bool:
    """Tell whether the noun of a lower office that a person holds stands near the name."""
    if person.id is None or scene.on is None:
        return False
    around = _around(scene, mention).lower()
    return any(
        noun in tenure.office.name.lower() and re.search(rf"\b{noun}\b(?! [A-Z])", around)
        for tenure in scene.directory.tenures(person.id, scene.on)
        for noun in _NOUNS
    )


def _by_office(scene: Scene, mention: Mention, person: Actor) -> float:
    """Return the most that any office of a person is worth on the day."""
    if person.id is None:
        return 0.0
    held = scene.directory.tenures(person.id, None)
    if scene.on is None:
        return max((_worth(one) for one in held), default=0.0)
    former = is_former(mention.role)
    return max((_worth(one) * _share(one, scene.on, former=former) for one in held), default=0.0)


def _worth(tenure: Tenure) -> float:
    if tenure.office.state is None and tenure.rank == 0:
        return _OF_THE_WORLD
    if tenure.office.name == "Supreme Leader":
        return _SUPREME
    reigns = tenure.office.name.lower() in {"king", "queen", "emir", "sultan"}
    return _KING if reigns else _BY_RANK.get(tenure.rank, 0.4)


def _share(tenure: Tenure, on: date, *, former: bool) -> float:
    """Return what share of its worth an office keeps on the day."""
    since, until = tenure.office.since or "", tenure.office.until
    if tenure.holds(on):
        return _HELD_BY_FORMER if former else 1.0
    if since > on.isoformat():
        near = (share for n, share in _SHARE_AHEAD if since <= _shifted(on, n))
        return next(near, _TO_COME)
    if former:
        return 1.0
    if not until:
        return _NO_END
    return next((share for n, share in _SHARE_LEFT if until >= _shifted(on, -n)), _OF_OLD)


def _shifted(on: date, n_days: int) -> str:
    return (on + timedelta(days=n_days)).isoformat()


def _takes_office(scene: Scene, mention: Mention, person: Actor) -> bool:
    """Tell whether the words after a name give him an office that is his about the day."""
    said = _AS_OFFICE.match(scene.after(mention, 80))
    if said is None or person.id is None or scene.on is None:
        return False
    head = said["office"].split()[-1]
    where = scene.directory.state(scene.directory.state_of(said["where"] or ""))
    first, last = (scene.on - _YEAR).isoformat(), (scene.on + _YEAR).isoformat()
    for tenure in scene.directory.tenures(person.id, None):
        title = tenure.office.name.lower()
        if head not in title or not first <= (tenure.office.since or "") <= last:
            continue
        if where is None or where.name.lower() in title:
            return True
    return False


def _states_named(scene: Scene, mention: Mention) -> set[str]:
    """Return the states of the places and people just before a name."""
    near = scene.iter_before(mention, 8)
    return {a.state for e in near for a in e.finding.actors if a.state is not None}


def _gender_said(scene: Scene, mention: Mention) -> str | None:
    """Return the gender that a courtesy, or the first pronoun after the name, gives."""
    before = scene.before(mention, 8).lower()
    if re.search(r"\b(?:mrs|ms|madame?|lady|queen)\.?\s+$", before):
        return "f"
    if re.search(r"\b(?:mr|sir|lord|king)\.?\s+$", before):
        return "m"
    after = scene.after(mention, 160)
    he, she = _HE.search(after), _SHE.search(after)
    if he is None and she is None:
        return None
    first = min((one for one in (he, she) if one is not None), key=lambda one: one.start())
    between = after[: first.start()]
    # Only where nobody else is named in between.
    if re.search(r"\b[A-Z][a-z]+", between) or "minister" in between or "president" in between:
        return None
    return "m" if first is he else "f"


def _n_telling(scene: Scene, mention: Mention, person: Actor) -> int:
    """Count the words of a person's offices that stand around the name, up to a few."""
    if person.id is None:
        return 0
    around = set(re.findall(r"[\w'’]+", _around(scene, mention).lower()))
    stems = {word.removesuffix("s") for word in around}
    best = 0
    for tenure in scene.directory.tenures(person.id, None):
        words = set(fold(tenure.office.name).split()) - _EMPTY
        hits = len({word.removesuffix("s") for word in words} & stems)
        hits += sum(1 for word in words if word in _TELLING and _TELLING[word] & around)
        best = max(best, min(hits, _ENOUGH_WORDS))
    return best


def _around(scene: Scene, mention: Mention) -> str:
    """Return the sentence that holds a name, and the next where the first is short."""
    return f"{scene.before(mention, 90)} {scene.after(mention, 150)}"


# --- several of one name in one text


def tells_apart(scene: Scene, mention: Mention) -> bool:
    """Tell whether the text speaks of two of a name: by kinship, as "another", in one clause."""
    own = fold(mention.span.text)
    same = [
        one
        for one in scene.reading.mentions
        if one.form == "name" and fold(one.span.text).split()[-1:] == own.split()[-1:]
    ]
    if len(same) < 2 and kin_said(scene, mention) is None:
        return False
    if any(kin_said(scene, one) is not None or _is_contested(scene, one) for one in same):
        return True
    return any(
        one.id != mention.id
        and one.sentence == mention.sentence
        and fold(one.span.text) == own
        and not _may_repeat(scene, *sorted((one, mention), key=lambda m: m.span.start))
        for one in same
    )


def _others_of_the_name(scene: Scene, mention: Mention) -> list[Entity]:
    """Return the mentions of the same bare name that must be somebody else.

    "Singh has taken the ministry from Singh", "Fernández took the sash, Fernández the vice
    presidency", "his namesake Abdullah".
    """
    others = []
    told_apart = bool(_ANOTHER.search(scene.before(mention))) or _is_contested(scene, mention)
    for entity in scene.iter_before(mention, 30):
        other = entity.mention
        if other.form != "name" or fold(other.span.text) != fold(mention.span.text):
            continue
        one_sentence = other.sentence == mention.sentence
        if told_apart or (one_sentence and not _may_repeat(scene, other, mention)):
            others.append(entity)
    return others


def _may_repeat(scene: Scene, other: Mention, mention: Mention) -> bool:
    """Tell whether one sentence may name one man twice: in clauses that "that" or "who" parts."""
    between = scene.between(other, mention)
    return bool(
        re.search(r"\b(?:that|who|which|when|because|as|after|before|if|said)\b|[“”\"]", between)
    )


def _is_contested(scene: Scene, mention: Mention) -> bool:
    """Tell whether a bare name is told from others of the name: "the Assad who commands"."""
    before = scene.before(mention, 20)
    if _ANOTHER.search(before):
        return True
    return bool(re.search(r"\b[Tt]he\s+$", before) and _ONE_OF_THEM.match(scene.after(mention)))


def _by_age(scene: Scene, mention: Mention, names: list[Name], points: dict[int, float]) -> None:
    """Take points from all but the first, or the last, in office where age is said."""
    before, after = scene.before(mention), scene.after(mention)
    elder = bool(_ELDER.search(before) or _ELDER_AFTER.match(after))
    younger = bool(_YOUNGER.search(before) or _YOUNGER_AFTER.match(after))
    if elder == younger or len(names) < 2:
        return
    # The family that is in the news: of those of its state who were heads.
    of_state = max(names, key=lambda name: points[id(name)]).actor.state
    family = [name for name in names if name.actor.state == of_state]
    heads = [name for name in family if _best_rank(scene, name.actor) <= 1]
    family = heads if len(heads) > 1 else family
    ordered = sorted(family, key=lambda name: _first_held(scene, name.actor))
    meant = ordered[0] if elder else ordered[-1]
    for name in names:
        if name is not meant:
            points[id(name)] += _WRONG_AGE


def _by_kin(scene: Scene, mention: Mention, names: list[Name], points: dict[int, float]) -> None:
    """Give points to whoever is what the text calls him to one of his family: "his son Gaddafi"."""
    kin = kin_said(scene, mention)
    if kin is None or not names:
        return
    known = scene.directory.kin()
    bearers = {name.actor.id for name in names}
    for name in names:
        pairs = known.get(name.actor.id or "", frozenset())
        named = [other for word, other in pairs if _same_kin(word, kin)]
        rank = _rank_now(scene, name.actor.id)
        # Of two brothers, the one who governs is not told by the other.
        near = any(
            (other in bearers or _is_named(scene, other)) and _rank_now(scene, other) <= rank
            for other in named
        )
        points[id(name)] += _KIN if named and near else _KIN / 2 if named else _NO_KIN


def kin_said(scene: Scene, mention: Mention) -> str | None:
    """Return what the words just before or after a name call its bearer to somebody, if so."""
    before = _KIN_BEFORE.search(scene.before(mention))
    if before is not None:
        return before["kin"]
    after = scene.after(mention)
    if _WHOSE.match(after):
        return None
    found = _KIN_AFTER.match(after)
    return (found["kin"] or found["kin_of"]) if found is not None else None


def _same_kin(one: str, other: str) -> bool:
    plainer = {"widow": "wife", "widower": "husband", "twin": "brother"}
    one, other = (plainer.get(word, word.removeprefix("half-")) for word in (one, other))
    return one == other


def _is_named(scene: Scene, person: str) -> bool:
    return any(actor.id == person for entity in scene.entities for actor in entity.finding.actors)


def _rank_now(scene: Scene, person: str | None) -> int:
    tenure = scene.directory.foremost(person, scene.on)
    return tenure.rank if tenure is not None else 9


def _best_rank(scene: Scene, person: Actor) -> int:
    held = scene.directory.tenures(person.id, None) if person.id else ()
    return min((one.rank for one in held), default=9)


def _first_held(scene: Scene, person: Actor) -> str:
    held = scene.directory.tenures(person.id, None) if person.id else ()
    return min((one.office.since or "9999" for one in held), default="9999")
