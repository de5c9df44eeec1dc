"""What waits for a practitioner, each as one sentence and one way on. Nothing is counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from withness.days import words
from withness.days.queries import coming, day
from withness.meetings.rules.states import Answer, State

NEAREST = 3  # of one's own open answers are told one by one
SOON = timedelta(days=2)  # people who have not answered are told about from then on


When = Callable[[datetime], str]  # the beginning of a meeting, in words


@dataclass(frozen=True, slots=True)
class Waits:
    """One sentence, and where it leads."""

    sentence: str
    href: str
    link: str


def waiting(found: day.DayFact, now: datetime, when: When) -> list[Waits]:
    """Return what waits for the viewer: their own yes and answers first."""
    ahead = list(_ahead(found, now))
    return [
        *_own_lines(found),
        *_own_answers(ahead, when),
        *_silent(ahead, now, when),
        *_not_arrived(found),
        *_said_yes(found),
    ]


def _ahead(found: day.DayFact, now: datetime) -> Iterator[coming.ComingFact]:
    """Return the meetings still to come that the viewer is asked to."""
    for one in found.meetings:
        if one.own is not None and one.state == State.AGREED and one.ends_at > now:
            yield one


def _own_lines(found: day.DayFact) -> Iterator[Waits]:
    for line in found.lines:
        if line.is_mine:
            yield Waits(
                _("%(name)s wrote down words of yours. They wait for your yes.")
                % {"name": words.joined([line.who])},
                reverse("records:line", args=[line.line_id]),
                _("Read them"),
            )


def _own_answers(ahead: list[coming.ComingFact], when: When) -> Iterator[Waits]:
    open_ones = [
        (one, reverse("meetings:answer", args=[one.own.invitation_id]))
        for one in ahead
        if one.own is not None and one.own.answer == Answer.NONE
    ]
    for one, href in open_ones[:NEAREST]:
        yield Waits(
            _("You have not answered yet whether you come: %(when)s, %(network)s.")
            % {"when": when(one.begins), "network": words.joined([one.network])},
            href,
            _("Answer"),
        )
    for _one, href in open_ones[NEAREST : NEAREST + 1]:
        yield Waits(
            _("Later meetings wait for your answer, too. Each stands here in its turn."),
            href,
            _("Answer the next one"),
        )


def _silent(ahead: list[coming.ComingFact], now: datetime, when: When) -> Iterator[Waits]:
    for one in ahead:
        if one.silent and one.starts_at <= now + SOON:
            said = ngettext(
                "%(names)s has not said yet whether they come: %(when)s, %(network)s.",
                "%(names)s have not said yet whether they come: %(when)s, %(network)s.",
                len(one.silent),
            )
            yield Waits(
                said
                % {
                    "names": words.joined(who.name for who in one.silent),
                    "when": when(one.begins),
                    "network": words.joined([one.network]),
                },
                reverse("meetings:meeting", args=[one.meeting_id]),
                _("See who is asked"),
            )


def _not_arrived(found: day.DayFact) -> Iterator[Waits]:
    if found.some_did_not_arrive:
        yield Waits(
            _("Something you sent did not arrive. Somebody may be waiting for it."),
            reverse("delivery:post"),
            _("See what it is"),
        )


def _said_yes(found: day.DayFact) -> Iterator[Waits]:
    for line in found.lines:
        if not line.is_mine:
            sentence = (
                _("%(name)s said yes to what you wrote down for them, with a change.")
                if line.was_changed
                else _("%(name)s said yes to what you wrote down for them.")
            )
            yield Waits(
                sentence % {"name": words.joined([line.who])},
                reverse("records:line", args=[line.line_id]),
                _("Read it"),
            )
