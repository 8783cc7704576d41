"""The check: a brief that was not touched is borne out; whatever was touched is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from briefing_builder import SmallDesk, small_desk
from legation.briefing import html, markdown
from legation.briefing.compose import compose
from legation.briefing.dossier import Dossier
from legation.briefing.printed import NotABriefError, parse_frame
from legation.briefing.verify import PROBLEM_KINDS, check, verify
from legation.briefing.view import Record
from legation.records import Document, Link, MentionId, RecordId

SINCE = date(2022, 3, 16)


@pytest.fixture(scope="module")
def desk() -> SmallDesk:
    return small_desk()


@pytest.fixture(scope="module")
def dossier(desk: SmallDesk) -> Dossier:
    return desk.dossier(since=SINCE, about=["CHN", "RUS"])


@pytest.fixture(scope="module")
def briefs(dossier: Dossier) -> dict[str, str]:
    page = compose(dossier)
    return {"md": markdown.render(page), "html": html.render(page)}


@dataclass
class Changed:
    """A dossier with one record replaced, or taken away (None)."""

    dossier: Dossier
    identity: RecordId
    instead: Record | None

    def record(self, identity: RecordId) -> Record | None:
        return self.instead if identity == self.identity else self.dossier.record(identity)

    def link(self, mention: MentionId) -> Link | None:
        return self.dossier.link(mention)


def kinds(text: str, look_up: Dossier | Changed) -> list[str]:
    return [problem.kind for problem in verify(text, look_up)]


@pytest.mark.parametrize("form", ["md", "html"])
def test_an_untouched_brief_is_borne_out(
    briefs: dict[str, str], dossier: Dossier, form: str
) -> None:
    findings = check(briefs[form], dossier)
    assert [str(problem) for problem in findings.problems] == []
    assert findings.n_sentences > 35
    assert findings.n_references > 20


def test_both_forms_hold_the_same_sentences_but_for_the_pictures(
    briefs: dict[str, str], dossier: Dossier
) -> None:
    n_pictures = 5
    counted = {form: check(text, dossier).n_sentences for form, text in briefs.items()}
    assert counted["html"] == counted["md"] + n_pictures


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_frame_can_be_read_back(briefs: dict[str, str], dossier: Dossier, form: str) -> None:
    assert parse_frame(briefs[form]) == dossier.frame


@pytest.mark.parametrize("form", ["md", "html"])
@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("over $800 billion (2021", "over $900 billion (2021", "changed words"),
        ("Russia flatly denied", "Russia denied", "changed words"),
        ("Joe Biden and Xi Jinping spoke", "Joe Biden and Xi Jinping did not speak",
         "changed words"),
        ("2 independent reports, 1 copy", "3 independent reports", "changed words"),
        ("silence is not a position", "silence is consent", "changed words"),
    ],
)  # fmt: skip
def test_changed_words_are_found(
    briefs: dict[str, str], dossier: Dossier, form: str, old: str, new: str, kind: str
) -> None:
    text = briefs[form]
    if form == "md":
        old, new = markdown.escape(old), markdown.escape(new)
    assert old in text
    assert kind in kinds(text.replace(old, new), dossier)


def _first_number(text: str) -> str:
    """Return `text` with the number behind the sentence on the call turned into another's."""
    return re.sub(
        r"(spoke by telephone \(2 independent reports, 1 copy\)\.) \[\d+\]",
        r"\1 [1]",
        text,
        count=1,
    )


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (_first_number, "wrong reference"),
        (lambda text: re.sub(r"(1 copy\)\.) (?:\[\d+\])+<!--", r"\1 <!--", text, count=1),
         "no reference"),
        (lambda text: re.sub(r"(1 copy\)\.) \[\d+\]", r"\1 [999]", text, count=1),
         "dead reference"),
        (lambda text: text.replace('{"form":"figure"', '{"form":"poem"', 1), "unknown form"),
        (lambda text: text.replace('"records":["fig-', '"records":["fog-', 1), "record gone"),
        (lambda text: text.replace("## Sources", "All will be well.\n\n## Sources"), "no form"),
        (lambda text: re.sub(r"(On 17 March 2022 Russia)", r"Beyond doubt. \1", text,
                             count=1, flags=re.MULTILINE), "changed words"),
        (lambda text: text.replace(markdown.NEW_MARK, "", 1), "changed mark"),
        (lambda text: re.sub(r'("start":)(\d+)(,"end":)(\d+)',
                             lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}{m[4]}", text, count=1),
         "changed passage"),
        (lambda text: re.sub(r'"end":\d+', '"end":99999', text, count=1), "dead reference"),
        (lambda text: text.replace("“Joe Biden and Xi Jinping spoke", "“Joe Biden and Xi danced"),
         "changed passage"),
        (lambda text: re.sub(r'"counted":\["[^"]*"', '"counted":["doc-none"', text, count=1),
         "dead reference"),
        (lambda text: re.sub(r"Counted by us: \d+", "Counted by us: 99", text), "changed passage"),
        (lambda text: re.sub(r"- \[\d+\] “.*\n", "", text, count=1), "dead reference"),
    ],
)  # fmt: skip
def test_what_is_touched_in_markdown_is_found(
    briefs: dict[str, str], dossier: Dossier, change: Callable[[str], str], kind: str
) -> None:
    touched = change(briefs["md"])
    assert touched != briefs["md"]
    assert kind in kinds(touched, dossier)
    assert kind in PROBLEM_KINDS


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda text: re.sub(r'(data-form="contact".*?)href="#ref-\d+"', r'\1href="#ref-1"', text,
                             count=1), "wrong reference"),
        (lambda text: re.sub(r'(data-form="figure"[^>]*>.*?)<a class="ref".*?</a>', r"\1", text,
                             count=1), "no reference"),
        (lambda text: re.sub(r'href="#ref-\d+"', 'href="#ref-999"', text, count=1),
         "dead reference"),
        (lambda text: text.replace('data-form="figure"', 'data-form="poem"', 1), "unknown form"),
        (lambda text: text.replace('data-records="fig-', 'data-records="fog-', 1), "record gone"),
        (lambda text: text.replace("<ul class", "<p>All will be well.</p><ul class", 1), "no form"),
        (lambda text: text.replace('<span class="new">New</span>', "", 1), "changed mark"),
        (lambda text: re.sub(r'data-start="\d+"', 'data-start="1"', text), "changed passage"),
        (lambda text: re.sub(r'data-counted="[^" ]+', 'data-counted="doc-none', text, count=1),
         "dead reference"),
    ],
)  # fmt: skip
def test_what_is_touched_in_html_is_found(
    briefs: dict[str, str], dossier: Dossier, change: Callable[[str], str], kind: str
) -> None:
    touched = change(briefs["html"])
    assert touched != briefs["html"]
    assert kind in kinds(touched, dossier)


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_record_taken_from_the_desk_is_missed(
    briefs: dict[str, str], dossier: Dossier, form: str
) -> None:
    for gone in (dossier.figures[0], dossier.claims[0], dossier.incidents[0], dossier.votes[0]):
        assert "record gone" in kinds(briefs[form], Changed(dossier, gone.id, None))


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_record_corrected_on_the_desk_changes_the_words(
    briefs: dict[str, str], dossier: Dossier, form: str
) -> None:
    figure = next(f for f in dossier.figures if f.high is None)
    corrected = replace(figure, value=9e11, low=9e11)
    (problem,) = [
        p
        for p in verify(briefs[form], Changed(dossier, figure.id, corrected))
        if p.kind == "changed words" and "Trade" in p.words
    ][:1]
    assert "over $900 billion" in problem.reason


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_text_that_changed_underneath_is_found(
    briefs: dict[str, str], dossier: Dossier, form: str
) -> None:
    old = next(d for d in dossier.documents if "Moscow denies" in d.text)
    changed = replace(old, text=old.text.replace("Moscow denies", "Moscow admits"))
    assert isinstance(changed, Document)
    assert "changed passage" in kinds(briefs[form], Changed(dossier, old.id, changed))


def test_a_problem_says_where_it_is_and_what_should_stand_there(
    briefs: dict[str, str], dossier: Dossier
) -> None:
    touched = briefs["md"].replace("Russia flatly denied", "Russia denied")
    problem = verify(touched, dossier)[0]
    assert touched.split("\n")[problem.line - 1].startswith(("- Russia denied", "| ", "- **New"))
    assert "the records say: Russia flatly denied" in str(problem)


@pytest.mark.parametrize(
    "text", ["", "# A title\n\nWords.\n", "<html><body><p>Words.</p></body></html>"]
)
def test_other_files_are_refused(text: str, dossier: Dossier) -> None:
    with pytest.raises(NotABriefError, match="legation brief"):
        verify(text, dossier)


@pytest.mark.parametrize("data", ["{}", '{"as_of":"soon","since":null,"about":[]}', "{broken}"])
def test_a_broken_frame_is_refused(data: str, dossier: Dossier) -> None:
    with pytest.raises(NotABriefError):
        verify(f"<!-- legation-brief {data} -->\n", dossier)


def test_a_brief_without_a_sentence_is_no_clean_brief(dossier: Dossier) -> None:
    head = f"<!-- legation-brief {markdown.frame_json(dossier.frame)} -->\n"
    assert kinds(head, dossier) == ["no form"]
