"""The functions return what the command line prints."""

import pickle
import threading
import time
from pathlib import Path

import commandline
import duizhao
import pytest
from commandline import ROOT

ARTICLES = commandline.articles()
ZH = "南方各省收购棉花四百一十九万担。\n\n    百分之十二的合作社超额完成了计划，平均每亩三百二十斤。\n"
EN = "The southern provinces bought 41.9 million dan of cotton.\n\nSome 21 percent of the cooperatives beat the plan.\n"


def content(path: str) -> bytes:
    return (ROOT / path).read_bytes()


@pytest.fixture
def two(tmp_path: Path) -> Path:
    (tmp_path / "zh.txt").write_text(ZH)
    (tmp_path / "en.txt").write_text(EN)
    return tmp_path


def test_there_are_articles_to_compare() -> None:
    assert len(ARTICLES) > 10


@pytest.mark.parametrize("path", ARTICLES)
def test_facts_of_articles(path: str) -> None:
    expected = commandline.rows("facts", "--format", "jsonl", path)
    assert duizhao.facts(content(path), path=path) == expected
    assert duizhao.facts(content(path).decode(), path=path) == expected


def test_facts_of_one_language() -> None:
    path = ARTICLES[0]
    found = duizhao.facts(content(path), "zh", path=path)
    assert found == commandline.rows("facts", "--format", "jsonl", "--lang", "zh", path)
    assert {fact["lang"] for fact in found} == {"zh"}


def test_offsets_index_the_string() -> None:
    text = content(ARTICLES[0]).decode()
    facts = duizhao.facts(text)
    assert facts
    for fact in facts:
        assert text[fact["start"] : fact["end"]] == fact["text"]


@pytest.mark.parametrize("path", ARTICLES)
def test_check_of_articles(path: str) -> None:
    text = content(path)
    try:
        found = duizhao.check(text, path=path)
    except duizhao.ReadError as error:
        assert commandline.rows("check", "--format", "jsonl", path) == []
        assert "not a bilingual file" in error.message
    else:
        assert found == commandline.rows("check", "--format", "jsonl", path)


def test_check_finds_what_is_wrong() -> None:
    text = content(ARTICLES[0]).decode().replace("4.19 million", "41.9 million")
    (finding,) = duizhao.check(text)
    assert finding["rule"] == "scale-slip"
    assert finding["en"] is not None
    assert text[finding["en"]["start"] : finding["en"]["end"]] == finding["en"]["text"] == "41.9 million"


def test_check_of_two_texts(two: Path) -> None:
    expected = commandline.rows("check", "--format", "jsonl", "--zh", "zh.txt", "--en", "en.txt", cwd=two)
    found = duizhao.check(ZH, EN, path="zh.txt", en_path="en.txt")
    assert found == expected
    assert {finding["rule"] for finding in found} >= {"scale-slip", "digit-slip"}


@pytest.mark.parametrize("path", ARTICLES)
def test_align_of_articles(path: str) -> None:
    try:
        beads = duizhao.align(content(path), path=path)
    except duizhao.ReadError:
        assert commandline.rows("align", "--format", "jsonl", path) == []
    else:
        assert beads == commandline.rows("align", "--format", "jsonl", path)


@pytest.mark.parametrize("level", ["sentence", "paragraph"])
def test_align_of_two_texts(two: Path, level: str) -> None:
    expected = commandline.rows("align", "--format", "jsonl", "--level", level, "zh.txt", "en.txt", cwd=two)
    assert duizhao.align(ZH, EN, level=level, path="zh.txt", en_path="en.txt") == expected  # type: ignore[arg-type]
    assert len(expected) == 2


@pytest.mark.parametrize("path", ARTICLES)
def test_parse(path: str) -> None:
    assert [duizhao.parse(content(path), path=path)] == commandline.rows("parse", path)


def test_markup_is_told_by_the_name() -> None:
    html = "<p>共有<b>三</b>百人。</p>"
    (fact,) = duizhao.facts(html, path="x.html")
    assert (fact["value"], html[fact["start"] : fact["end"]]) == ("300", "三</b>百人")


def test_what_is_no_text_is_an_error_with_its_place() -> None:
    with pytest.raises(duizhao.ReadError) as caught:
        duizhao.facts(b"abc\n\0", path="x.txt")
    error = caught.value
    assert (error.path, error.message) == ("x.txt", "line 2, byte 4: a NUL byte; this is a binary file")
    assert str(error) == "x.txt: line 2, byte 4: a NUL byte; this is a binary file"
    # Errors travel between processes.
    assert pickle.loads(pickle.dumps(error)).message == error.message


def test_of_two_texts_the_one_at_fault_is_named() -> None:
    with pytest.raises(duizhao.ReadError, match=r"en\.txt: the file is empty"):
        duizhao.check(ZH, " \n", path="zh.txt", en_path="en.txt")
    with pytest.raises(duizhao.ReadError, match="the Chinese text is in English"):
        duizhao.check(EN, ZH)


def test_half_a_character_is_an_error_with_its_place() -> None:
    with pytest.raises(duizhao.ReadError, match=r"^b\.txt: character 2 is half of one \(\\ud800\)"):
        duizhao.facts("三百\ud800人", path="b.txt")
    with pytest.raises(duizhao.ReadError, match=r"^en"):
        duizhao.check("三百人。", "300 \udfff", path="zh.txt", en_path="en.txt")


def test_wrong_arguments_are_python_errors() -> None:
    with pytest.raises(ValueError, match="it can be 'sentence' or 'paragraph'"):
        duizhao.align("三百人。", "300 people.", level="words")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='lang is "fr"'):
        duizhao.facts("x", "fr")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        duizhao.facts(1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match='there is no task "translate"'):
        duizhao.schema("translate")  # type: ignore[arg-type]


def test_other_threads_run_meanwhile() -> None:
    text = "In 1954 the output was 320,000 tons, 12 percent more than the year before. " * 20_000
    ticks = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.001):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    duizhao.facts("一")
    thread.start()
    begun = time.monotonic()
    duizhao.facts(text, "en")
    ended = time.monotonic()
    done.set()
    thread.join()
    margin = (ended - begun) / 10
    assert [at for at in ticks if begun + margin < at < ended - margin]
