"""Find who stands on each side of an act.

In: a candidate, one reading of its word, the parties of the document. Out: actors and
recipients, or None where too few are found or none of them is political.
Not here: the grammar of roles (`extract.arguments`), status and record (`extract.events`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from legation.extract.arguments import (
    TELLING,
    iter_noun_role,
    iter_threatened,
    iter_verb_role,
)
from legation.extract.parse import Sentence
from legation.extract.parties import Parties
from legation.extract.triggers import Candidate
from legation.records import Mention, MentionId
from legation.reference.cities import is_city
from legation.reference.codebook import EQUAL_TYPES
from legation.reference.triggers import POS, Trigger, load_object_classes, load_triggers

if TYPE_CHECKING:
    from spacy.tokens import Token

_Pair = tuple[tuple[MentionId, ...], tuple[MentionId, ...]]

# Types whose object must be the party itself: "met Xi", but not "met Xi's demand".
_DIRECT = frozenset({"CONSULT", "RETREAT", "COERCE", "REQUEST", "AID"})
# Types whose object may be a deed, which stands for who did it.
_OF_DEEDS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "SANCTION"})
# Before a noun, a country's plain name is what the act is about, its adjective who does it:
# "Ukraine aid", "Russia sanctions", but "Chinese aid", "US sanctions".
_ABOUT_NAME = frozenset({"ASSAULT", "SANCTION", "AID", "SUPPORT"})
_FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "you", "your"})
# Equals of whom one plural word may stand for both sides: "the two leaders met".
_MEETING_WORDS = frozenset({"meet", "talk", "speak", "negotiate", "confer", "converse"})
# Descriptions of private people: what is done to or by them is rarely an act of state.
_PRIVATE = frozenset(
    {"people", "person", "individual", "family", "population", "doctor", "child", "woman", "man"}
    | {"worker", "student", "patient", "community", "voter", "friend", "firm", "company", "bank"}
    | {"business", "veteran", "teacher", "parent", "farmer", "consumer", "employer", "employee"}
    | {"resident", "viewer", "fan", "customer", "expert", "analyst", "observer", "reporter"}
    | {
        "journalist",
        "national",
        "citizen",
        "migrant",
        "professional",
        "member",
        "guest",
        "audience",
        "manager",
        "staff",
        "folk",
    }
)
# Against these types private people are victims as good as any.
_ON_ANYBODY = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST"})
# A subject that names nobody may still strike: "Russian missiles hit".
_INSTRUMENTS = ("troops", "missiles", "craft")
_TRADED = frozenset({"import", "purchase"})
_DONE_TO = frozenset({"AID", "SUPPORT", "SANCTION", "ACCUSE", "REJECT"})
_IN_ONE_PHRASE = frozenset({"dobj", "prep", "pobj", "dative"})
_BLAMING = frozenset({"blame", "accuse", "condemn", "criticise", "criticize", "denounce"})
# Between a speaker's "we" and these: acts of state only when the others are states too.
_FRIENDLY = frozenset({"AID", "SUPPORT", "COOPERATE", "AGREE"})
# Between these alone nothing passes between states.
_VERBAL = _FRIENDLY | {"CONSULT", "REQUEST"}
_HOME = frozenset(
    {"congress", "senate", "house", "white house", "republicans", "democrats", "lawmaker"}
    | {"senator", "congressman", "representative", "governor", "mayor", "school", "group"}
    | {"administration", "department", "agency", "secretary", "court", "university"}
)
_ABROAD = frozenset(
    {"ally", "partner", "neighbor", "neighbour", "government", "leader", "state", "country"}
    | {"nation", "president", "minister", "side", "counterpart", "party", "refugee", "troops"}
)
_SPOKEN = frozenset({"statement", "resolution", "letter", "vote", "communique", "declaration"})
_PARTITIVE = frozenset({"some", "many", "most", "all", "both", "one", "several", "each", "none"})

_SHARED = frozenset({"between", "among"})
_FIRM = frozenset({"poss", "by", "between", "among"})
# "the city of Mariupol" is Mariupol.
_OF_A_PLACE = frozenset({"city", "town", "village", "port", "region", "province", "republic"})


class Sides:
    """Who did it and to whom, by the parse of one document."""

    def __init__(self, parties: Parties) -> None:
        self._parties = parties

    def find(self, candidate: Candidate, reading: Trigger) -> _Pair | None:
        """Return actors and recipients; None when what the reading needs is not there.

        Equals who act together stand on both sides.
        """
        actors, recipients = self._sides(candidate, reading)
        if not recipients and self._are_both_sides(candidate, reading, actors):
            recipients = actors
        enough = {
            "any": bool(actors or recipients),
            "actor": bool(actors),
            "recipient": bool(recipients),
            "both": bool(actors and recipients),
        }[reading.need]
        if not enough or not self._is_political(reading, actors, recipients):
            return None
        if reading.equal and actors and recipients:
            actors = recipients = self._in_order({*actors, *recipients})
        return actors, recipients

    def announcers(self, candidate: Candidate, reading: Trigger) -> tuple[MentionId, ...]:
        """Return who announces the act that the candidate's noun names."""
        return self._of_verb(candidate, reading, ("subj",), candidate.clause)

    def _sides(self, candidate: Candidate, reading: Trigger) -> _Pair:
        if reading.pos == "verb":
            actors = self._of_verb(candidate, reading, reading.actor)
            recipients = self._of_verb(candidate, reading, reading.recipient)
            if not recipients and reading.type == "THREATEN":
                for head in iter_threatened(candidate.token):
                    recipients += self._parties.of(candidate.sentence, head)
            return actors, tuple(one for one in recipients if one not in actors)
        about = self._named_before(candidate, reading)
        recipients = self._of_noun(candidate, reading, reading.recipient)
        light = candidate.light_verb
        # "had calls with leaders from NATO": the verb's subject before a loose "from" or "of".
        firm = tuple(role for role in reading.actor if role in _FIRM)
        loose = tuple(role for role in reading.actor if role not in _FIRM)
        actors = self._of_noun(candidate, reading, firm, without=about)
        if light is not None and not actors:
            actors = self._of_verb(candidate, reading, ("subj",), light)
        actors = actors or self._of_noun(candidate, reading, loose, without=about)
        actors = actors or self._blamed(candidate, reading)
        if light is not None and not recipients:
            roles = tuple(role for role in reading.recipient if role not in _SHARED)
            recipients = self._of_verb(candidate, reading, (*roles, "iobj"), light)
        if light is not None and not recipients and light.lemma_ in TELLING:
            recipients = self._of_verb(candidate, reading, ("obj",), light)
        recipients = recipients or about
        return actors, tuple(one for one in recipients if one not in actors)

    def _helped_or_punished(self, candidate: Candidate) -> tuple[MentionId, ...]:
        """Return whose war "gave Russia support for its war" speaks of: the object's.

        Nobody else is helped in, blamed or punished for it, so "its" takes up the object and
        not the subject.
        """
        link = candidate.token.head
        if candidate.token.dep_ != "pobj" or link.lower_ not in {"for", "in", "after", "over"}:
            return ()
        over = link.head
        for _ in range(4):
            readings = (load_triggers().get((over.lemma_.lower(), pos), ()) for pos in POS)
            types = {reading.type for group in readings for reading in group}
            if over.pos_ in {"VERB", "NOUN"} and types & _DONE_TO:
                for role in ("iobj", "obj", "on", "to", "against"):
                    find = iter_verb_role if over.pos_ == "VERB" else iter_noun_role
                    for head in find(over, role):
                        own = self._parties.at(candidate.sentence, head)
                        if own is not None and own.form == "name" and own.hint != "person":
                            return (own.id,)
            if over == over.head or over.dep_ not in _IN_ONE_PHRASE:
                break
            over = over.head
        return ()

    def _blamed(self, candidate: Candidate, reading: Trigger) -> tuple[MentionId, ...]:
        """Return who is blamed for the act: "accused X of the attack"."""
        token = candidate.token
        if token.dep_ != "pobj" or token.head.lower_ not in {"for", "of"}:
            return ()
        verb = token.head.head
        if verb.lemma_ not in _BLAMING:
            return ()
        return self._of_verb(candidate, reading, ("obj",), verb)

    def _of_verb(
        self,
        candidate: Candidate,
        reading: Trigger,
        roles: Iterable[str],
        verb: Token | None = None,
    ) -> tuple[MentionId, ...]:
        for role in roles:
            found: list[MentionId] = []
            through = bool(reading.objects) or verb is not None
            for head in iter_verb_role(verb or candidate.token, role, through_object=through):
                if reading.type == "AGREE" and role == "obj" and _is_promised(head):
                    continue
                found.extend(self._stand_for(candidate, reading, head, role))
                if not found and role == "obj" and reading.type in _OF_DEEDS:
                    found.extend(self._doers(candidate.sentence, head))
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _doers(self, sentence: Sentence, deed: Token) -> Iterator[MentionId]:
        """Yield whose deed it is: "condemned the actions of X", "the decision by X"."""
        readings = load_triggers().get((deed.lemma_.lower(), "noun"), ())
        suffered = any("of" in reading.recipient for reading in readings)
        for verb in deed.children:
            if verb.dep_ == "acl" and verb.tag_ == "VBN":
                for head in iter_verb_role(verb, "subj"):
                    yield from self._parties.of(sentence, head)
        for role in ("by",) if suffered else ("by", "of"):
            for head in iter_noun_role(deed, role):
                yield from self._parties.of(sentence, head)

    def _of_noun(
        self,
        candidate: Candidate,
        reading: Trigger,
        roles: Iterable[str],
        without: tuple[MentionId, ...] = (),
    ) -> tuple[MentionId, ...]:
        for role in roles:
            found: list[MentionId] = []
            for head in iter_noun_role(candidate.token, role):
                if role == "adj":
                    own = self._parties.at(candidate.sentence, head)
                    # "the Madrid summit" is held there; Madrid does not hold it.
                    held = reading.type == "CONSULT" and own is not None and is_city(own.span.text)
                    found.extend([own.id] if own is not None and not held else [])
                else:
                    found.extend(self._stand_for(candidate, reading, head, role))
            found = [one for one in found if one not in without]
            if found:
                return tuple(dict.fromkeys(found))
        return ()

    def _stand_for(
        self, candidate: Candidate, reading: Trigger, head: Token, role: str
    ) -> tuple[MentionId, ...]:
        if (
            head.lemma_.lower() in _OF_A_PLACE
            and self._parties.at(candidate.sentence, head) is None
        ):
            head = next(iter_noun_role(head, "of"), head)
        if reading.type == "SANCTION" and head.lemma_.lower() in _TRADED:
            # "a ban on US imports of Russian oil" hits whose goods they are.
            sellers = (h for r in ("of", "from") for h in iter_noun_role(head, r))
            return tuple(m for h in sellers for m in self._parties.of(candidate.sentence, h))
        found = tuple(
            self._titled(candidate.sentence, one, head)
            for one in self._parties.of(candidate.sentence, head)
        )
        if role == "poss" and reading.type == "ASSAULT" and head.lower_ in {"its", "their"}:
            found = self._helped_or_punished(candidate) or found
        direct = reading.pos == "verb" and (
            (role == "obj" and reading.type in _DIRECT and reading.need != "any")
            or (role == "subj" and head.lemma_.lower() not in _instruments())
        )
        owned = role == "obj" and (reading.type not in _OF_DEEDS or reading.type == "SANCTION")
        if (owned or reading.type == "MOBILIZE") and head.pos_ == "NOUN":
            found = tuple(o for o in found if self._parties.mention(o).form != "pronoun")
        direct = direct or (reading.type in EQUAL_TYPES and role in {"with", "to", "of"})
        if not direct or head.lower_ in {"who", "whom", "which", "that"}:
            return found
        own = self._parties.at(candidate.sentence, head)
        return found if own is not None or head.lower_ in _PARTITIVE else ()

    def _titled(self, sentence: Sentence, one: MentionId, head: Token) -> MentionId:
        """Return the person named after a title that has a phrase of its own.

        "President of the Bolivarian Republic of Venezuela Nicolas Maduro" is read as a
        description with the name somewhere below it.
        """
        mention = self._parties.mention(one)
        if mention.form != "description" or mention.hint != "person" or not head.text[0].isupper():
            return one
        for token in head.subtree:
            if token.i > head.i and token.tag_ == "NNP":
                name = self._parties.at(sentence, token)
                if name is not None and name.form == "name" and name.hint == "person":
                    return name.id
        return one

    def _named_before(self, candidate: Candidate, reading: Trigger) -> tuple[MentionId, ...]:
        """Return the country named before a noun that the act is aimed at ("Ukraine aid")."""
        if reading.type not in _ABOUT_NAME:
            return ()
        found = []
        for child in iter_noun_role(candidate.token, "adj"):
            own = self._parties.at(candidate.sentence, child)
            plain = child.dep_ in {"compound", "nmod"} and "." not in child.text
            if own is not None and own.hint == "place" and plain and not child.text.isupper():
                found.append(own.id)
        return tuple(found)

    def _in_order(self, mentions: Iterable[MentionId]) -> tuple[MentionId, ...]:
        return tuple(sorted(mentions, key=lambda one: self._parties.mention(one).span.start))

    def _are_both_sides(
        self, candidate: Candidate, reading: Trigger, actors: tuple[MentionId, ...]
    ) -> bool:
        """Tell whether the actors did it to each other: "talks between A and B", "they met"."""
        if reading.type not in EQUAL_TYPES or not (reading.equal or reading.type == "CONSULT"):
            return False
        if _names_a_recipient(candidate, reading):
            return False
        found = [self._parties.mention(one) for one in actors]
        if sum(one.form == "name" for one in found) > 1:
            return True
        if reading.words[0] in {"speak", "talk"} and _is_some(candidate):
            return False  # "many of the leaders spoke": each to the room
        together = reading.words[0] in _MEETING_WORDS or reading.pos == "noun"
        plural = any(one.plural or one.head == "side" for one in found)
        return plural and (together or reading.type == "AGREE")

    def _is_political(
        self,
        reading: Trigger,
        actors: tuple[MentionId, ...],
        recipients: tuple[MentionId, ...],
    ) -> bool:
        """Tell whether somebody who can act politically is named, not "I" and "you" alone."""
        for side in (actors, recipients):
            weak = all(self._is_weak(one) for one in side)
            if side and weak and reading.need == "both" and reading.type not in _ON_ANYBODY:
                return False
        if self._is_at_home(reading, actors, recipients):
            return False
        people = [self._parties.mention(one) for one in (*actors, *recipients)]
        if reading.type == "ASSAULT" and not actors and not any(map(_is_named, people)):
            return False  # "the invasion of another country": none is told of
        if reading.type == "CONSULT" and any(one.span.text.lower() == "it" for one in people):
            return False
        if reading.actor == ("obj",):
            return all(self._parties.mention(one).hint == "person" for one in actors)
        return any(
            not self._is_weak(one.id) and one.span.text.lower() not in _FIRST_PERSON
            for one in people
        )

    def _is_at_home(
        self,
        reading: Trigger,
        actors: tuple[MentionId, ...],
        recipients: tuple[MentionId, ...],
    ) -> bool:
        """Tell a speaker's "we support working families" from help between states.

        Where only "we" act, the other side must be named, or be somebody who acts for a state.
        """
        if reading.type in _VERBAL and self._is_home_affair((*actors, *recipients)):
            return True
        if reading.type not in _FRIENDLY or not actors or not recipients:
            return False
        ours = (self._parties.mention(one).span.text.lower() for one in actors)
        if not all(words in _FIRST_PERSON for words in ours):
            return False
        return not any(self._acts_abroad(one) for one in recipients if one not in actors)

    def _is_home_affair(self, people: tuple[MentionId, ...]) -> bool:
        """Tell what passes between the branches of one government or its citizens."""
        mentions = [self._parties.mention(one) for one in people]
        home = [
            one.span.text.removeprefix("the ").lower() in _HOME
            or (one.form == "description" and one.head in _HOME)
            for one in mentions
        ]
        silent = [one.form == "pronoun" for one in mentions]
        return any(home) and all(h or s for h, s in zip(home, silent, strict=True))

    def _acts_abroad(self, one: MentionId) -> bool:
        mention = self._parties.mention(one)
        if mention.form == "pronoun":
            return mention.span.text.lower() not in _FIRST_PERSON
        words = mention.span.text.split()
        named = any(word[0].isupper() for word in words[1:]) or mention.form == "name"
        return named or mention.head in _ABROAD

    def _is_weak(self, one: MentionId) -> bool:
        """Tell whether a mention is a private person, or the listener."""
        mention = self._parties.mention(one)
        if mention.form == "pronoun":
            return mention.span.text.lower() in {"you", "your"}
        if mention.form == "name":
            return False
        unnamed = not any(char.isupper() for char in mention.span.text[1:])
        return unnamed and mention.head in _PRIVATE


def _is_some(candidate: Candidate) -> bool:
    """Tell whether the subject counts out some of many: "six leaders", "a number of leaders"."""
    for head in iter_verb_role(candidate.token, "subj"):
        if head.lower_ in _SOME or head.lower_ in {"who", "that"}:
            return True
        if any(child.lower_ in _SOME or _is_count(child) for child in head.lefts):
            return True
    return candidate.token.dep_ in {"relcl", "acl", "pcomp", "appos"}


def _is_count(token: Token) -> bool:
    return token.dep_ == "nummod" and token.lower_ not in {"two", "2", "both"}


_SOME = frozenset({"some", "many", "most", "several", "each", "number", "lot", "few", "majority"})


def _is_named(mention: Mention) -> bool:
    return any(char.isupper() for char in mention.span.text[1:]) or mention.form == "name"


def _is_promised(head: Token) -> bool:
    """Tell what is promised ("promised 600 missiles") from whom ("promised Kyiv to help")."""
    if head.dep_ == "dative":
        return False
    return not any(
        child.dep_ in {"xcomp", "ccomp"} or (child.dep_ == "dobj" and child.i > head.i)
        for child in head.head.children
    )


@cache
def _instruments() -> frozenset[str]:
    classes = load_object_classes()
    return frozenset().union(*(classes[name] for name in _INSTRUMENTS), _SPOKEN)


def _names_a_recipient(candidate: Candidate, reading: Trigger) -> bool:
    """Tell whether something stands where the other side would ("spoke to the need")."""
    if reading.pos == "verb":
        heads = (
            head for role in reading.recipient for head in iter_verb_role(candidate.token, role)
        )
        return any(head.lemma_ != "face" for head in heads)  # "met face to face" has no object
    roles = tuple(role for role in reading.recipient if role not in _SHARED)
    return any(head for role in roles for head in iter_noun_role(candidate.token, role))
