"""Who writes, reads, changes and takes back the lines of a meeting."""

from django.utils.translation import gettext_lazy as _

from withness.access.policy import Deed, all_of, of_viewer
from withness.meetings.models import Meeting
from withness.networks.models import Membership, Network
from withness.records.models import (
    About,
    Agreement,
    Asking,
    HeldBack,
    Line,
    OpenQuestion,
    Spoken,
)
from withness.records.policy import by_law, holding, others, reading, telephone, writing
from withness.values.rules.viewer import Way

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
# What it ended with is read by those who were there, or belonged by then, and by right of law.
ENDED = (
    all_of(writing.was_there_or_had_joined),
    all_of(writing.stood_in_when_written),
    all_of(by_law.broke_the_glass),
    all_of(by_law.demand_reaches),
)
is_a_peer = of_viewer(
    "is_a_peer",
    _("it is yours to choose"),
    lambda viewer: viewer.way == Way.SIGNED_IN and viewer.is_peer,
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
            all_of(by_law.broke_the_glass, by_law.has_begun),
            all_of(by_law.demand_reaches_into),
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
        ENDED,
    ),
    Deed(
        "records.read_question",
        _("read an open question"),
        OpenQuestion,
        ENDED,
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
    Deed(
        "records.mark_about",
        _("mark that one's own line speaks about somebody, and show it to them"),
        Line,
        (OWN,),
    ),
    Deed(
        "records.let_leave",
        _("agree that a line about somebody may go to others"),
        About,
        (all_of(others.marked_own_words), all_of(others.was_shown)),
    ),
    Deed(
        "records.ask_earlier",
        _("ask the speakers for words from before somebody joined"),
        Network,
        (all_of(others.belongs_to_network),),
    ),
    Deed(
        "records.answer_earlier",
        _("say whether somebody who joined later reads one's own earlier words"),
        Asking,
        (all_of(others.spoke_in_its_network),),
    ),
    Deed(
        "records.take_back_for",
        _("take a line back for the member who said it, told so on the telephone"),
        Line,
        (all_of(telephone.spoke_of_a_line, writing.is_not_taken_back),),
    ),
    Deed(
        "records.open_for",
        _("note whom a member opens or closes their line to, told so on the telephone"),
        Line,
        (all_of(telephone.spoke_of_a_line, writing.is_not_taken_back),),
    ),
    Deed(
        "records.mark_for",
        _("mark that a line told on the telephone speaks about somebody"),
        Line,
        (
            all_of(
                telephone.spoke_of_a_line,
                telephone.told_it_by_telephone,
                writing.is_not_taken_back,
            ),
        ),
    ),
    Deed(
        "records.answer_for",
        _("note what a member answers when earlier words are asked for, told on the telephone"),
        Membership,
        (all_of(telephone.spoke_for_oneself),),
    ),
    Deed(
        "records.settle_spoken",
        _("say yes to, or undo, what was written down for oneself on the telephone"),
        Spoken,
        (all_of(telephone.was_spoken_for),),
    ),
    Deed(
        "records.hold_back",
        _("hold an entry back in the open"),
        Meeting,
        (all_of(holding.works_in_its_network, by_law.has_begun),),
    ),
    Deed(
        "records.see_held",
        _("see that an entry is held back, by whom, on what ground and until when"),
        HeldBack,
        (all_of(holding.opens_its_meeting),),
    ),
    Deed(
        "records.read_held",
        _("read the words of an entry that is or was held back"),
        HeldBack,
        (
            all_of(holding.is_author),
            all_of(holding.was_let_read, holding.works_in_its_network),
            all_of(writing.was_there_or_had_joined, holding.was_opened),
            all_of(writing.stood_in_when_written, holding.was_opened),
            all_of(by_law.broke_the_glass, holding.was_opened),
            all_of(by_law.demand_reaches),
        ),
    ),
    Deed(
        "records.keep_held",
        _("hold an entry back further, let colleagues read it, or open it"),
        HeldBack,
        (all_of(holding.is_author, holding.is_held_still),),
    ),
    Deed(
        "records.take_on",
        _("choose to take on duties under law, as a peer"),
        None,
        (all_of(is_a_peer),),
    ),
)
