#!/usr/bin/env python3
"""Builds data/simplified.tsv: each Traditional character with the Simplified one it is looked up as.

    apt-get download unicode-data && dpkg-deb -x unicode-data_*.deb unicode
    python3 tools/simplified/build.py unicode/usr/share/unicode/Unihan_Variants.txt.bz2 > data/simplified.tsv

From kSimplifiedVariant of the Unihan database (Unicode Standard Annex #38). A character that is its own Simplified form
too (乾, 瞭) is left out, and of several Simplified forms the first that is not the character itself is taken.
"""
import bz2
import sys


def main(path):
    rows = {}
    for line in bz2.open(path, "rt", encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        code, field, values = line.rstrip("\n").split("\t")
        if field != "kSimplifiedVariant":
            continue
        char = chr(int(code[2:], 16))
        forms = [chr(int(v.split("<")[0][2:], 16)) for v in values.split()]
        if char in forms or ord(char) > 0xFFFF or ord(forms[0]) > 0xFFFF:
            continue
        rows[char] = forms[0]
    print("# Traditional character, Simplified character it is looked up as.")
    print("# Derived from the Unihan database, kSimplifiedVariant; © Unicode, Inc., see LICENSE-UNICODE.")
    print("# Made by tools/simplified/build.py.")
    for char in sorted(rows):
        print(f"{char}\t{rows[char]}")


main(sys.argv[1])
