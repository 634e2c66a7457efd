#!/usr/bin/env python3
"""Holds scores against the floors: floors.py SCORES FLOORS.

SCORES is what the scorer prints (`name = value   detail`); FLOORS has a line `name TAB >= or <= TAB value` for each figure. A floor
only rises (a ceiling only falls). A figure without a floor is listed, so that it gets one.
"""

import re
import sys


def main(scores_path, floors_path):
    scores = {}
    for line in open(scores_path, encoding="utf-8"):
        found = re.match(r"(\S+) = (\S+)", line)
        if found:
            scores[found[1]] = float(found[2])
    failed, held = [], 0
    rows = [line.rstrip("\n").split("\t") for line in open(floors_path, encoding="utf-8") if line.strip() and line[0] != "#"]
    for name, relation, value in rows:
        if name not in scores:
            failed.append(f"{name}: no score")
        elif (scores[name] < float(value)) if relation == ">=" else (scores[name] > float(value)):
            failed.append(f"{name}: {scores[name]} is not {relation} {value}")
        else:
            held += 1
    for name in sorted(set(scores) - {row[0] for row in rows}):
        print(f"no floor: {name} = {scores[name]}")
    for line in failed:
        print(f"FELL: {line}")
    print(f"{held} passed, {len(failed)} failed")
    return 1 if failed or not held else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
