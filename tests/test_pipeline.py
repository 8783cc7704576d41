"""Many documents read at once: order, crashes, errors, and nothing left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from legation.app import pipeline
from legation.app.pipeline import Reader, load_reader, read_documents
from legation.app.settings import Settings
from legation.extract.parse import DEFAULT_PIPELINE, PipelineError
from legation.records import Document, Issue, LegationError, Reading


def make_fake_reader(name: str) -> Reader:
    """A reader that does what the text tells it to; importable, so that workers can make it."""
    if name == "missing":
        msg = "the pipeline 'missing' is not installed"
        raise LegationError(msg)

    def read(document: Document) -> Reading:
        if "crash" in document.text:
            os._exit(9)
        if "fail" in document.text:
            msg = "the text said so"
            raise ValueError(msg)
        if "pid" in document.title:
            Path(document.text).write_text(str(os.getpid()), encoding="utf-8")
        return Reading(document)

    return read


def documents(*texts: str) -> list[Document]:
    return [Document.make(text=text, title=f"report {n}") for n, text in enumerate(texts)]


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_failures_set_only_themselves_aside(workers: int) -> None:
    given = documents("one", "two", "please fail", "four", "five")
    results = list(
        read_documents(given, pipeline="fake", workers=workers, make_reader=make_fake_reader)
    )
    told = [one.document if isinstance(one, Issue) else one.document.id for one in results]
    assert told == [document.id for document in given]
    issues = [one for one in results if isinstance(one, Issue)]
    assert [issue.stage for issue in issues] == ["extract"]
    assert "report 2" in issues[0].reason
    assert "ValueError: the text said so" in issues[0].reason


def test_a_document_that_kills_its_process_is_set_aside_and_the_others_are_read() -> None:
    given = documents("one", "crash now", "three", "four")
    results = list(read_documents(given, pipeline="fake", workers=2, make_reader=make_fake_reader))
    assert [isinstance(one, Issue) for one in results] == [False, True, False, False]
    crashed = results[1]
    assert isinstance(crashed, Issue)
    assert "ended the process" in crashed.reason


@pytest.mark.parametrize("workers", [1, 2])
def test_a_reader_that_cannot_be_loaded_ends_the_run_with_its_own_message(workers: int) -> None:
    with pytest.raises(LegationError, match="'missing' is not installed"):
        list(
            read_documents(
                documents("one", "two"),
                pipeline="missing",
                workers=workers,
                make_reader=make_fake_reader,
            )
        )


@pytest.mark.parametrize(
    ("workers", "small", "here"),
    [(0, True, True), (0, False, False), (1, False, True), (2, True, False)],
)
def test_little_text_is_read_here_and_more_elsewhere_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, small: bool, here: bool
) -> None:
    monkeypatch.setattr(pipeline, "SMALL_CHARACTERS", 1_000_000 if small else 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    told = tmp_path / "pid"
    document = Document.make(text=str(told), title="pid")
    list(read_documents([document], pipeline="f", workers=workers, make_reader=make_fake_reader))
    assert (told.read_text(encoding="utf-8") == str(os.getpid())) is here


def test_no_process_outlives_the_reading() -> None:
    import multiprocessing

    results = read_documents(
        documents("one", "two", "three"), pipeline="f", workers=2, make_reader=make_fake_reader
    )
    next(results)
    assert multiprocessing.active_children()
    results.close()
    assert not multiprocessing.active_children()


def test_the_default_setting_is_the_pipeline_that_the_rules_were_written_for() -> None:
    assert Settings().pipeline == DEFAULT_PIPELINE


def test_a_pipeline_that_is_not_installed_is_named_with_its_cure() -> None:
    with pytest.raises(PipelineError, match="pip install"):
        load_reader("no_such_pipeline")
