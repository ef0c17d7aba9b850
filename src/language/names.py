#!/usr/bin/env python3
"""Writes the table `cldr` of src/language/LANG/names.toml anew: names.py CLDR_MAIN

CLDR_MAIN is the folder `main` of the npm package `cldr-localenames-modern` (Unicode License V3). What stands before that
table is kept by hand and left as it is.
"""
import json
import sys
from pathlib import Path

# Codes of no State and no territory: regions of the world, the United Nations itself, codes for tests; and one that has a
# name in English alone.
LEFT_OUT = {"CQ", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
HEAD = "# As in the Unicode Common Locale Data Repository; written by ../names.py.\n[cldr]\n"

for file in sorted(Path(__file__).parent.glob("*/names.toml")):
    language = file.parent.name
    read = json.loads((Path(sys.argv[1]) / language / "territories.json").read_text())
    names = {}
    for code, name in read["main"][language]["localeDisplayNames"]["territories"].items():
        state = code.split("-")[0]
        if len(state) == 2 and state not in LEFT_OUT and name not in names.setdefault(state, []):
            names[state].append(name)
    lines = [f"{state} = {json.dumps(names[state], ensure_ascii=False)}\n" for state in sorted(names)]
    kept = file.read_text().split(HEAD)[0]
    file.write_text(kept + HEAD + "".join(lines))
