"""A real mail server, and a server that speaks GOV.UK Notify, both on this machine."""

import json
import socket
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import jwt
from aiosmtpd.controller import Controller

SERVICE = "8f7c1c1e-0000-4000-8000-00000000000a"
SECRET = "9a1b2c3d-0000-4000-8000-00000000000b"
TEMPLATE = "7b1f3a52-0000-4000-8000-00000000000c"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Box:
    """Takes mail; says to each receiver what it was told to say."""

    def __init__(self):
        self.mails = []
        self.to_receivers = {}  # address → reply to RCPT
        self.at_the_end = "250 kept"

    async def receiver(self, _server, _session, envelope, address, _options):
        reply = self.to_receivers.get(address, "250 ok")
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def words(self, _server, _session, envelope):
        if self.at_the_end.startswith("250"):
            self.mails.append(envelope)
        return self.at_the_end


# the mail server looks for its hooks by these names
Letterbox = type("Letterbox", (Box,), {"handle_RCPT": Box.receiver, "handle_DATA": Box.words})


@contextmanager
def mail_server(port=None, box=None):
    box = box or Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def breaking_server(*, after_data):
    """A mail server that breaks the connection: at MAIL, or once the whole mail is handed over."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(10)

    def speak():
        line, _ = listener.accept()
        with line, line.makefile("rb") as heard:
            line.sendall(b"220 hello\r\n")
            while said := heard.readline():
                word = said[:4].upper()
                if word == b"MAIL" and not after_data:
                    return
                if word == b"DATA":
                    line.sendall(b"354 go on\r\n")
                    while heard.readline() not in (b".\r\n", b""):
                        pass
                    return
                line.sendall(b"250 ok\r\n")

    thread = Thread(target=speak, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(5)


class Notify(ThreadingHTTPServer):
    """Speaks as much of GOV.UK Notify as its documentation says about sending a text."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Desk)
        self.taken = []
        self.answers = []  # statuses to give before it works

    @property
    def setting(self):
        key = f"riverside-{SERVICE}-{SECRET}"
        return f"notify+http://{key}@127.0.0.1:{self.server_port}?template={TEMPLATE}"


class Desk(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status = self.server.answers.pop(0) if self.server.answers else self._checked(asked)
        if status == "hang up":
            self.connection.close()
            return
        if status == 201:
            self.server.taken.append(asked)
        answer = json.dumps(
            {"id": TEMPLATE, "errors": [{"message": asked["phone_number"]}]}
        ).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _checked(self, asked):
        scheme, _, token = self.headers["Authorization"].partition(" ")
        try:
            claims = jwt.decode(
                token, SECRET, algorithms=["HS256"], options={"require": ["iss", "iat"]}
            )
        except jwt.InvalidTokenError:
            return 403
        if scheme != "Bearer" or claims["iss"] != SERVICE or set(claims) != {"iss", "iat"}:
            return 403
        if self.path != "/v2/notifications/sms" or asked["template_id"] != TEMPLATE:
            return 400
        return 201 if asked["phone_number"].startswith(("07", "+")) else 400

    def log_message(self, *_):
        pass


@contextmanager
def notify_server():
    server = Notify()
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
