"""Who writes, reads, changes and takes back the lines of a meeting."""

from django.utils.translation import gettext_lazy as _

from withness.access.policy import Deed, all_of
from withness.meetings.models import Meeting
from withness.records.models import Agreement, Line, OpenQuestion
from withness.records.policy import reading, writing

OWN = all_of(writing.is_speaker, writing.is_not_taken_back)
WRITES = (
    all_of(writing.belongs_and_it_began),
    all_of(writing.guest_who_was_there),
    all_of(writing.stood_in_there),
)
# What a meeting ended with is written by those who sit in it or were there.
ENDS = (
    all_of(writing.belongs_and_it_began, writing.under_way_or_was_there),
    all_of(writing.guest_who_was_there),
    all_of(writing.stood_in_there),
)
DEEDS = (
    Deed(
        "records.open",
        _("open the record of a meeting, and read what is open to oneself in it"),
        Meeting,
        (
            all_of(writing.belongs_to_its_network),
            all_of(writing.guest_who_was_there),
            all_of(writing.stood_in_there),
            all_of(writing.spoke_there),
        ),
    ),
    Deed(
        "records.read",
        _("read a line"),
        Line,
        tuple(all_of(reason) for reason in reading.READS),
    ),
    Deed(
        "records.read_agreement",
        _("read an agreement"),
        Agreement,
        (all_of(writing.was_there_or_had_joined), all_of(writing.stood_in_when_written)),
    ),
    Deed(
        "records.read_question",
        _("read an open question"),
        OpenQuestion,
        (all_of(writing.was_there_or_had_joined), all_of(writing.stood_in_when_written)),
    ),
    Deed(
        "records.write",
        _("put one's own words into a meeting's record"),
        Meeting,
        WRITES,
    ),
    Deed(
        "records.write_for",
        _("write down a line for somebody, marked so"),
        Meeting,
        WRITES,
    ),
    Deed(
        "records.agree",
        _("write down what was agreed and what stays open"),
        Meeting,
        ENDS,
    ),
    Deed(
        "records.close",
        _("close a meeting"),
        Meeting,
        ENDS,
    ),
    Deed(
        "records.change",
        _("change one's own line"),
        Line,
        (OWN,),
    ),
    Deed(
        "records.take_back",
        _("take one's own line back"),
        Line,
        (OWN,),
    ),
    Deed(
        "records.say_yes",
        _("say yes to a line written down for oneself"),
        Line,
        (OWN,),
    ),
    Deed(
        "records.note_yes",
        _("note that somebody said yes in the room or by telephone"),
        Line,
        (all_of(writing.wrote_it_down, writing.is_not_taken_back),),
    ),
    Deed(
        "records.open_wider",
        _("choose who reads one's own line"),
        Line,
        (OWN,),
    ),
)
