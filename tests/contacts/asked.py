"""What somebody types who asks for help, and what a page then says."""

import html
from uuid import uuid4

ASK = "/riverside/contacts/ask/"


def form(**more):
    return {
        "name": "Jonas",
        "asked_by": "somebody",
        "for_whom": "Mira",
        "once": str(uuid4()),
    } | more


def page(answer):
    return html.unescape(answer.content.decode())
