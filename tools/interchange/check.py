#!/usr/bin/env python3
"""Do other programs read what we write, and we what they write?

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install translate-toolkit opustools
    cargo build && cargo build --example read_pairs
    /tmp/venv/bin/python tools/interchange/check.py

Readers: translate-toolkit for TMX, XLIFF 1.2, XLIFF 2 and PO, OpusTools for CES, lxml for well-formedness. Not part of
the tests, which run without a network. Prints a line for each check and exits 1 if one fails.
"""

import ast
import io
import json
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from lxml import etree
from translate.misc.multistring import multistring
from translate.storage import po, tmx, xliff, xliff2

DEBUG = Path("target/debug")
ZH = ["第一句：“甲 & 乙” <丙>。", "共二百人。", "其中男一百二十人。", "多出来的一句。", "最后一句。"]
EN = ['The first: "A & B" <C>.', "There were 200 people, 120 of them men.", "The last one."]

failures = 0


def check(what, found, wanted):
    global failures
    if found == wanted:
        print(f"ok    {what}")
    else:
        failures += 1
        print(f"FAIL  {what}\n  found  {found!r}\n  wanted {wanted!r}")


def align(folder, form):
    """The parts that `align --format form` writes, by suffix."""
    out = folder / "out"
    command = [DEBUG / "duizhao", "align", "--presegmented", folder / "a.zh", folder / "a.en", "--format", form, "-o", out]
    subprocess.run(command, check=True)
    parts = {path.name.removeprefix("out"): path.read_text("utf-8") for path in folder.glob("out*")}
    for path in folder.glob("out*"):
        path.rename(folder / f"{form}{path.name.removeprefix('out')}")
    return parts


def read_pairs(path):
    result = subprocess.run([DEBUG / "examples/read_pairs", path], capture_output=True, text=True, check=True)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    return [(row["zh"], row["en"]) for row in rows], result.stderr


def ours_by_others(folder):
    beads = [ast.literal_eval(f"({line.replace(']:', '],')})") for line in align(folder, "vecalign")[""].splitlines()]
    texts = [("".join(ZH[i] for i in zh), " ".join(EN[i] for i in en)) for zh, en, _ in beads]
    both = [pair for pair in texts if all(pair)]
    check("vecalign: beads cover both sides", [sum((b[s] for b in beads), []) for s in (0, 1)], [[*range(5)], [*range(3)]])

    rungs = [line.split("\t") for line in align(folder, "ladder")[""].splitlines()]
    holes = zip(rungs, rungs[1:])
    spans = [("".join(ZH[int(a[0]):int(b[0])]), " ".join(EN[int(a[1]):int(b[1])])) for a, b in holes]
    check("ladder: as ladder2text.py cuts it", spans, texts)

    text = align(folder, "tmx")[""]
    store = tmx.tmxfile.parsestring(text.encode())
    check("TMX: translate-toolkit", [(unit.source, unit.target) for unit in store.units], both)

    text = align(folder, "xliff")[""]
    store = xliff.xlifffile.parsestring(text.encode())
    check("XLIFF 1.2: translate-toolkit", [(u.source or "", u.target or "") for u in store.units], texts)
    check("XLIFF 1.2: languages", (store.getsourcelanguage(), store.gettargetlanguage()), ("zh", "en"))

    text = align(folder, "xliff2")[""]
    store = xliff2.Xliff2File.parsestring(text.encode())
    check("XLIFF 2.1: translate-toolkit", [(u.source or "", u.target or "") for u in store.units], texts)

    for form, main in (("intertext", ".zh.en.alignment.xml"), ("ces", ".zh-en.xml")):
        parts = align(folder, form)
        sentences = {lang: etree.fromstring(parts[f".{lang}.xml"].encode()).xpath("//s") for lang in ("zh", "en")}
        found = {lang: [s.text for s in sentences[lang]] for lang in sentences}
        check(f"{form}: sentences", found, {"zh": ZH, "en": EN})
        ids = {lang: {s.get("id"): s.text for s in sentences[lang]} for lang in sentences}
        links = [link.get("xtargets").split(";") for link in etree.fromstring(parts[main].encode()).iter("link")]
        # InterText names the sentences of toDoc first, CES those of fromDoc.
        links = [link[::-1] if form == "intertext" else link for link in links]
        found = [("".join(ids["zh"][i] for i in zh.split()), " ".join(ids["en"][i] for i in en.split())) for zh, en in links]
        check(f"{form}: links", found, texts)

    opus(folder, texts)


def opus(folder, texts):
    """OpusTools reads our CES links and documents."""
    import zipfile

    from opustools import OpusRead

    for lang in ("zh", "en"):
        with zipfile.ZipFile(folder / f"{lang}.zip", "w") as archive:
            archive.write(folder / f"ces.{lang}.xml", f"out.{lang}.xml")
    captured = io.StringIO()
    with redirect_stdout(captured):
        OpusRead(
            directory="c", source="zh", target="en", preprocess="raw", alignment_file=str(folder / "ces.zh-en.xml"),
            source_zip=str(folder / "zh.zip"), target_zip=str(folder / "en.zip"), write_mode="moses", suppress_prompts=True,
        ).printPairs()
    found = [tuple(line.split("\t")) for line in captured.getvalue().splitlines() if line]
    # It joins the sentences of a side by spaces.
    check("CES: OpusTools", [(zh.replace("。 ", "。"), en) for zh, en in found], texts)


def theirs_by_us(folder):
    pairs = [("共 <二百> & 人", "200 <people> & more"), ("一\n二\t三", "one\ntwo\tthree"), ("“三”", '"three" \\ \'3\'')]

    store = tmx.tmxfile()
    for zh, en in pairs:
        store.addtranslation(zh, "zh-CN", en, "en-US")
    path = folder / "theirs.tmx"
    path.write_bytes(bytes(store))
    check("TMX of translate-toolkit", read_pairs(path), (pairs, ""))

    store = xliff.xlifffile(sourcelanguage="en", targetlanguage="zh_TW")
    for zh, en in pairs:
        store.addsourceunit(en).target = zh
    path = folder / "theirs.xlf"
    path.write_bytes(bytes(store))
    check("XLIFF 1.2 of translate-toolkit, English to Chinese", read_pairs(path), (pairs, ""))

    store = xliff2.Xliff2File(sourcelanguage="zh-Hans", targetlanguage="en")
    for zh, en in pairs:
        store.addsourceunit(zh).target = en
    path = folder / "theirs2.xlf"
    path.write_bytes(bytes(store))
    check("XLIFF 2 of translate-toolkit", read_pairs(path), (pairs, ""))

    store = po.pofile()
    store.updateheader(add=True, Language="zh_CN")
    for zh, en in pairs:
        unit = store.addsourceunit(en)
        unit.target = zh
        unit.addnote("a note: 99", origin="translator")
    unit.markfuzzy()
    plural = po.pounit()
    plural.source = multistring(["%d file, 1 new", "%d files, 20 new"])
    plural.target = ["%d 个文件，20 个新的，" + "很长" * 60]
    store.addunit(plural)
    path = folder / "theirs.po"
    path.write_bytes(bytes(store))
    wanted = [*pairs, ("%d 个文件，20 个新的，" + "很长" * 60, "%d files, 20 new")]
    check("PO of translate-toolkit, fuzzy, plural and wrapped", read_pairs(path), (wanted, ""))


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.zh").write_text("\n".join(ZH[:2]) + "\n\n" + "\n".join(ZH[2:]) + "\n", "utf-8")
        (folder / "a.en").write_text("\n".join(EN) + "\n", "utf-8")
        ours_by_others(folder)
        theirs_by_us(folder)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
