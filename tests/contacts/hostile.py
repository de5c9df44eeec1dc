"""Texts that break forms: some stand here, the long lists lie beside the repository."""

import json
from pathlib import Path

LISTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "security"
SOME = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE contacts_contact; --",
    "{{ 7 * 7 }}{% debug %}%(name)s %s",
    "\u202eevil\u202c \u2066isolate\u2069",
    "a\u200b\u200d\ufeffb",
    "👩‍👩‍👧‍👦 🏳️‍⚧️",
    "Ｆｕｌｌ ｗｉｄｔｈ",
    "طارق بن زياد",
    "Zalgo: Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
    "=cmd|' /C calc'!A0",
    "\x07\x08\x0b\x0c\x1b[31m\x7f\x85\u2028\u2029",
    "../../etc/passwd",
    "O’Brien-Ó Ceallaigh, Björk Guðmundsdóttir",
]


def texts() -> list[str]:
    """Return every text of the lists, and those that stand here."""
    found = list(SOME)
    naughty = LISTS / "blns" / "blns.json"
    if naughty.exists():
        found += json.loads(naughty.read_text("utf-8"))
    names = LISTS / "names" / "cldr_person_names.tsv"
    if names.exists():
        found += [line.split("\t")[-1] for line in names.read_text("utf-8").splitlines()[::40]]
    return list(dict.fromkeys(found))
