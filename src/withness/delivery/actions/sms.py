"""Sending by text message: to files while nothing is set, or through GOV.UK Notify.

`WITHNESS_SMS` empty keeps each text as a file in `sms/` of the house's home, for trying out.
"""

import os
from datetime import datetime
from pathlib import Path

import httpx
import jwt
from django.conf import settings

from withness.delivery.actions.sending import Taken
from withness.delivery.rules import notify, outcomes
from withness.delivery.rules.outcomes import Outcome, Result

NOT_REACHED = Result(Outcome.LATER, "not_reached")
BROKE_OFF = Result(Outcome.UNSURE, "broke_off")
SECONDS = 15.0


def send(message: Taken, now: datetime) -> Result:
    """Send one text message and return what became of it."""
    if not message.address:
        return Result(Outcome.REFUSED, "no_address")
    if not settings.WITHNESS_SMS:
        return _kept(message)
    try:
        return _through(notify.gateway(settings.WITHNESS_SMS), message, now)
    except notify.NotAGateway:
        return Result(Outcome.LATER, "not_let_in")


def _kept(message: Taken) -> Result:
    """Write the text to a file that only its owner may read; the same message is one file."""
    folder = Path(settings.WITHNESS_HOME) / "sms"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{message.id}.txt"
    waiting = path.with_suffix(".new")
    with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(f"To: {message.address}\n\n{message.body}\n")
    waiting.replace(path)
    return outcomes.SENT


def _through(gateway: notify.Gateway, message: Taken, now: datetime) -> Result:
    """Hand one text to Notify. Its reference is the message's key, so that it can be found."""
    token = jwt.encode(
        {"iss": gateway.service_id, "iat": int(now.timestamp())}, gateway.secret, algorithm="HS256"
    )
    try:
        answer = httpx.post(
            f"{gateway.base}/v2/notifications/sms",
            json={
                "phone_number": message.address,
                "template_id": gateway.template,
                "personalisation": {gateway.word: message.body},
                "reference": message.key,
            },
            headers={"Authorization": f"Bearer {token}"},
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
        )
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
        return NOT_REACHED
    except httpx.HTTPError:
        return BROKE_OFF  # the request was on its way; perhaps it arrived
    return outcomes.of_notify(answer.status_code)
