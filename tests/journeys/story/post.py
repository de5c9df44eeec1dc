"""What the mail server took: codes, personal links and calendar files, read again."""

import email
import email.policy
import re

import icalendar

from tests.journeys.houses import until

LINK = re.compile(r"http://127\.0\.0\.1:\d+/riverside/\S+")
PROOF = "Your code"  # what members get behind a link; asked for by its subject alone
CODE = re.compile(r"\b(?=[A-Z0-9-]*[A-Z0-9])[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*\b")


def mails(house, to, subject=""):
    """Every mail this address got, oldest first; with `subject` those whose subject holds it."""
    found = [
        email.message_from_bytes(one.original_content, policy=email.policy.default)
        for one in house.mails
        if one.rcpt_tos == [to]
    ]
    return [
        one
        for one in found
        if subject in one["Subject"] and (subject or one["Subject"] != PROOF or to.endswith(".org"))
    ]


def await_mail(house, to, number=1, subject=""):
    """The mail with this number at this address, once it has come."""
    return until(
        lambda: mails(house, to, subject)[number - 1 :][:1], f"mail {number} {subject} to {to}"
    )[0]


def words(mail):
    """The text of a mail."""
    return mail.get_body(("plain",)).get_content()


def link(mail):
    """The personal link in a mail."""
    return LINK.search(words(mail))[0]


def code(mail):
    """The code to come in with."""
    return CODE.search(words(mail).partition("\n\n")[0].partition(":")[2] or words(mail))[0]


def proves(who, house, to, number=1):
    """Prove that a link is one's own with the six digits that come by mail."""
    if who.page.get_by_label("The six digits").count() == 0:
        who.page.get_by_role("button", name="Send digits to my mail").click()
        who.page.get_by_label("The six digits").wait_for()
    said = words(await_mail(house, to, number, PROOF))
    who.write("The six digits", re.search(r"\d{6}", said)[0]).press("Open my page")


def appointment(mail):
    """The one appointment in a mail's calendar file, and how the calendar is to take it."""
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    (event,) = calendar.walk("VEVENT")
    return event, str(calendar["METHOD"])


def says_nothing(mail, *names):
    """Promise 20: neither words nor calendar name anybody, a reason or mental health."""
    whole = mail.as_string() + words(mail)
    for part in mail.walk():
        if part.get_content_type() == "text/calendar":
            whole += part.get_payload(decode=True).decode()
    found = [one for one in (*names, "mental", "dialogue", "crisis", "network") if one in whole]
    assert found == [], whole
