"""One sentence for whatever a walk along the trail can find, for those who look after a service."""

from datetime import datetime

from withness.trail.rules import Broken, Finding

SENTENCES = {
    Broken.ALTERED: "Batch {first}: one or more of its {count} entries were changed after they were"
    " sealed.",
    Broken.REMOVED: "Batch {first}: {count} of its entries are not there any more.",
    Broken.INSERTED: "{count} entries stand in the trail that no seal holds, though they are old"
    " enough to be sealed: they were put in afterwards, or their seal was taken away.",
    Broken.BACKDATED: "Batch {first}: {count} of its entries say another day than the one they were"
    " made on.",
    Broken.LEFT: "{count} entries are there that this service had let go: run `let-go` again; if"
    " that does not help, somebody put them in.",
    Broken.SEAL_REMOVED: "Seals {first} to {last} are not there any more.",
    Broken.SEAL_ALTERED: "Seal {last} is not as it was made, or does not hold on to the one before"
    " it. Without the keys nobody can make a seal that does.",
    Broken.SEAL_UNKNOWN: "Seals {first} to {last} were made with a key that is not in the key file"
    " here: bring that key back, or nobody can say that they are ours.",
    Broken.TAIL_REMOVED: "A head that is kept outside the database belongs to seal {last}; the"
    " chain here ends before it. The end of the trail was cut off, or an older copy was brought"
    " back.",
    Broken.HEAD_DIFFERS: "Seal {first} has another head than the one that is kept outside the"
    " database: what is sealed here was made anew.",
}


def finding(one: Finding) -> str:
    """Return what was found, and between which instants, in plain words."""
    said = SENTENCES[one.what].format(first=one.first, last=one.last, count=one.count)
    if one.since and one.until:
        return f"{said} Between {instant(one.since)} and {instant(one.until)}."
    if one.since:
        return f"{said} After {instant(one.since)}."
    return f"{said} Until {instant(one.until)}." if one.until else said


def instant(at: datetime) -> str:
    """Return an instant as those read it who look after machines."""
    return at.strftime("%Y-%m-%d %H:%M:%S UTC")
