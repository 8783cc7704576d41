"""Read the words of a mention: what is title, what is owner, what is the noun.

In: the words of a `Mention`. Out: plain names, `Phrase`s, slugs, likely gender.
Not here: who it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from legation.reference.genders import load_genders
from legation.reference.names import fold


def word_set(words: str) -> frozenset[str]:
    """Return the blank-separated `words` as a set."""
    return frozenset(words.split())


HONORIFICS = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "king": "m",
    "prince": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "madam": "f",
    "madame": "f",
    "lady": "f",
    "queen": "f",
    "princess": "f",
    "chairwoman": "f",
    "spokeswoman": "f",
    "chairman": "m",
    "spokesman": "m",
}
# First names frequent among those whom diplomatic reporting names. A name that is used for
# both, or is not listed, leaves the gender open.
_MEN = word_set(
    "joe joseph joseph donald barack bill william george john james robert michael mike antony "
    "anthony tony lloyd jake vladimir sergei sergey dmitry dmitri nikolai alexander aleksandr "
    "igor mikhail viktor yevgeny anatoly volodymyr oleksii oleksiy dmytro denys andriy petro "
    "mykhailo jinping yi keqiang qishan zhongxun emmanuel jean francois nicolas olaf frank "
    "boris dominic david tony ben rishi keir mario luigi sergio giuseppe pedro jose antonio "
    "mark justin mateusz andrzej zbigniew viktor peter klaus gitanas egils krisjanis recep "
    "mevlut hulusi ibrahim hassan ebrahim ali mohammed mohammad muhammad mohamed bashar abdel "
    "salman naftali yair benny benjamin narendra subrahmanyam imran fumio yoshimasa shinzo "
    "yoshihide scott moon chung jens josep charles valdis thierry paolo antonio ned thomas kurt "
    "daniel phil philip wally pete paul richard henry steven stephen chuck mitch kevin adam "
    "marco ted lindsey mitt bernie"
)
_WOMEN = word_set(
    "kamala nancy jen jennifer wendy linda hillary jill samantha victoria gina janet katherine "
    "lisa susan karine avril deanne elizabeth liz theresa ursula angela annalena christine "
    "sanna magdalena ann anne jacinda nanaia marise penny maria elvira valentina mette kaja "
    "ingrida zuzana kersti katrin sviatlana svetlana iryna irina yuliia yulia olena oksana "
    "natalia melanie chrystia mary jane tsai chunying roberta marine giorgia michelle rosa "
    "condoleezza madeleine hua sarah laura julie emily catherine kate helen ngozi amina"
)
# Words that stand before the noun and say how it is meant, not who it is.
DETERMINERS = word_set(
    "the a an this that these those some any all both many several few most no every each other "
    "another certain various such more its his her their our my your"
)
RANKS = word_set(
    "senior top new current former ex then late acting outgoing incoming own long-time veteran "
    "key high-ranking leading other high-level unnamed anonymous chief-level mid-level one two "
    "three four five six seven eight nine ten dozen hundreds"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_WORDS = re.compile(r"\w+(?:[-.&]\w+)*\.?|['’]s\b|['’](?=\s|$)")
_SUFFIX = re.compile(r",?\s+(?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_INITIAL = re.compile(r"\b[A-Z]\.\s+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A description taken apart: `his Chinese counterpart` is his | Chinese | counterpart."""

    words: tuple[str, ...]
    """All words in the case of the text; a possessive ending is a word of its own (`'s`)."""

    @property
    def lower(self) -> tuple[str, ...]:
        """The words in lower case."""
        return tuple(word.lower() for word in self.words)

    @property
    def owner(self) -> tuple[str, ...]:
        """The words before the last possessive ending ("Biden" in "Biden's team")."""
        marks = [i for i, word in enumerate(self.words[:-1]) if word in {"'s", "’s", "'", "’"}]
        return self.words[: marks[-1]] if marks else ()

    @property
    def rest(self) -> tuple[str, ...]:
        """The words after the owner, in lower case, determiners at the front left out."""
        return tuple(word.lower() for word in self.written)

    @property
    def written(self) -> tuple[str, ...]:
        """The same words in the case of the text ("US" is a state, "us" is not)."""
        words = self.words[len(self.owner) + 1 :] if self.owner else self.words
        while len(words) > 1 and words[0].lower() in DETERMINERS:
            words = words[1:]
        return words

    @property
    def definite(self) -> bool:
        """Whether it points at somebody known: "the …", "this …", "his …", "Biden's …"."""
        return bool(self.owner) or self.lower[0] in {
            "the", "this", "that", "these", "those", "such", "both",
            "his", "her", "its", "their", "our", "my", "your",
        }  # fmt: skip

    @property
    def indefinite(self) -> bool:
        """Whether it brings somebody new: "a senior official", "some allies"."""
        return not self.owner and self.lower[0] in {
            "a", "an", "some", "any", "many", "several", "few", "most", "no", "every", "each",
            "another", "one", "certain", "various", "other", "more",
        }  # fmt: skip

    @property
    def bare(self) -> bool:
        """Whether nothing but a determiner stands before the noun: "officials", "the ministry"."""
        return not self.owner and len(self.rest) == 1

    @property
    def former(self) -> bool:
        """Whether it says former or ex-."""
        return is_former(" ".join(self.words))


def phrase(text: str) -> Phrase:
    """Return the words of a description; a text without words is one word."""
    return Phrase(tuple(_WORDS.findall(text)) or (text,))


def is_former(words: str | None) -> bool:
    """Tell whether title words call somebody a former holder."""
    return bool(words and re.search(r"\b(?:former|ex|one-time|onetime)\b", words.lower()))


def plain(text: str) -> str:
    """Return a name on one line, without a possessive ending."""
    return _POSSESSIVE.sub("", " ".join(text.split()))


def without_initials(name: str) -> str:
    """Return a person's name without middle initials and Jr.: `Joseph R. Biden, Jr.`."""
    return _INITIAL.sub("", _SUFFIX.sub("", name)) if len(name.split()) > 2 else name


def gender_of(names: tuple[str, ...], role: str | None) -> str | None:
    """Return "m" or "f" by title, else by first name; None when it cannot be told.

    Args:
        names: Names of one person, the fullest first.
        role: Title words beside the name.
    """
    for word in (role or "").lower().replace(".", "").split():
        if word in HONORIFICS:
            return HONORIFICS[word]
    for name in names:
        # All words but a lone last name: the first name stands last in Chinese and Korean names.
        words = fold(name).split()
        for word in words if len(words) > 1 else ():
            if word in _MEN:
                return "m"
            if word in _WOMEN:
                return "f"
        # The longer list has names that are last names elsewhere: only the first word is asked.
        gender = load_genders().get(words[0]) if len(words) > 1 else None
        if gender is not None:
            return gender
    return None
