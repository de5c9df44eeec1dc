"""`./withness manage trail verify` and `trail let-go`: whether the trail is whole, and its end."""

from collections.abc import Callable
from datetime import timedelta
from time import perf_counter
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django_scopes import scope

from withness.service import queries as services
from withness.service.queries import law
from withness.service.rules.law import Rule
from withness.trail import actions, words
from withness.trail.queries import chain, walk
from withness.trail.rules import Broken


class Command(BaseCommand):
    """Walk along the trail of each service, or let go of what the law lets go."""

    help = "Walks along the sealed trail and says what was changed; lets go of what is old enough."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="what", required=True)
        verify = parts.add_parser("verify", help="say whether anything was changed or removed")
        verify.add_argument("--head", default="", help="a head that was sent; it must be met")
        parts.add_parser("let-go", help="remove entries past the time that the law says")

    def handle(self, *, what: str, head: str = "", **_options: object) -> None:
        if not (self._verify(head.strip().lower()) if what == "verify" else self._each(self._go)):
            raise SystemExit(1)

    def _each(self, do: Callable[[UUID, str], bool]) -> bool:
        """Do something for each service with it in scope; return whether all went well."""
        slugs = {one.id: one.slug for one in services.all_begun()}
        kept = {one.service_id: "a service that is not here" for one in chain.kept_heads()}
        well = True
        for service_id, slug in (kept | slugs).items():
            with scope(service=service_id):
                well = do(service_id, slug) and well
        return well

    def _verify(self, head: str) -> bool:
        kept, met, began, entries = chain.kept_heads(), [], perf_counter(), 0

        def one(service_id: UUID, slug: str) -> bool:
            nonlocal entries
            way = walk.walk(service_id, kept, head)
            entries += way.entries
            if way.met:
                met.append(slug)
            self._say(slug, way)
            return not way.findings

        whole = self._each(one)
        if head:
            self.stdout.write(
                f"The head you gave belongs to {met[0]}."
                if met
                else "The head you gave belongs to no seal here: the trail was cut or made anew,"
                " or an older copy was brought back."
            )
        seconds = max(perf_counter() - began, 0.001)
        self.stdout.write(
            f"{entries:,} entries in {seconds:.1f} seconds ({entries / seconds:,.0f}/s)."
        )
        return whole and (bool(met) or not head)

    def _say(self, slug: str, way: walk.Walk) -> None:
        waiting = f" {way.waiting:,} entries wait for their seal." if way.waiting else ""
        gone = f" {way.let_go:,} were let go." if way.let_go else ""
        if way.findings:
            self.stdout.write(f"{slug}: BROKEN.{waiting}{gone}")
            for finding in way.findings:
                self.stdout.write(f"  {words.finding(finding)}")
        elif way.until is None:
            self.stdout.write(f"{slug}: nothing is sealed yet.{waiting}")
        else:
            self.stdout.write(
                f"{slug}: whole. {way.entries:,} entries in {way.seals:,} seals, until"
                f" {words.instant(way.until)}.{waiting}{gone}"
            )
            self.stdout.write(f"  Head: number {way.number}, {way.head}")

    def _go(self, service_id: UUID, slug: str) -> bool:
        """Let go of what is past its time, only from a trail that is whole."""
        now = timezone.now()
        days = law.days(Rule.KEEP_TRAIL, now)
        if days is None:
            self.stdout.write(f"{slug}: the law of this place says no time, so all is kept.")
            return True
        found = walk.walk(service_id, chain.kept_heads()).findings
        if any(finding.what != Broken.LEFT for finding in found):  # left: begun, and not finished
            self.stdout.write(f"{slug}: the trail is broken, so nothing goes. Run `verify` first.")
            return False
        gone = actions.let_go(service_id=service_id, before=now - timedelta(days=days), now=now)
        actions.keep_head(service_id=service_id)
        self.stdout.write(f"{slug}: {gone:,} entries older than {days:,} days were let go.")
        return True
