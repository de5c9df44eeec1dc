"""The door for ASGI servers: static files outside, pages and event streams inside."""

import os
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from servestatic import ServeStaticASGI

from withness.web.middleware.patience import Patience

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "withness.web.settings")
pages = get_asgi_application()
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # gathered there at the start


def guarded(headers: Any, _path: str, _url: str) -> None:
    """Put on a style sheet, script or picture what Django puts on pages."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
    headers["Content-Security-Policy"] = (
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    if settings.SECURE_HSTS_SECONDS:
        headers["Strict-Transport-Security"] = (
            f"max-age={settings.SECURE_HSTS_SECONDS}; includeSubDomains; preload"
        )


application = ServeStaticASGI(
    Patience(pages),
    root=settings.STATIC_ROOT,
    prefix="static",
    max_age=3600,
    allow_all_origins=False,
    add_headers_function=guarded,
    immutable_file_test=r"^.+\.[0-9a-f]{12}\..+$",  # a name with its own hash never changes
)
