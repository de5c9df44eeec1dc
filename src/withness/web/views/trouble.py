"""Pages for what went wrong. They carry no address, no name and no trace."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation


@lru_cache(maxsize=32)
def _page(name: str, _language: str | None) -> str:
    return render_to_string(name)


def _answer(name: str, status: int) -> HttpResponse:
    return HttpResponse(_page(name, translation.get_language()), status=status)


def absent(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer what is absent and what is forbidden, byte for byte alike."""
    return _answer("404.html", 404)


def bad_request(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer a request that cannot be read."""
    return _answer("400.html", 400)


def refused(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer a deed that cannot be done now and that no page explained better."""
    return _answer("400.html", 409)


def too_often(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer too many tries in a short time; says nothing about what was tried."""
    return _answer("429.html", 429)


def not_let_in(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer whoever a provider sent and who is not let in; says nothing about why."""
    return _answer("web/not_let_in.html", 403)


def stale(_request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Answer a form that lay open too long."""
    return _answer("403_csrf.html", 403)


def broken(*_args: Any, **_kwargs: Any) -> HttpResponse:
    """Answer something that broke on our side."""
    return _answer("500.html", 500)
