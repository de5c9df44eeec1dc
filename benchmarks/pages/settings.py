"""The product's settings, with the addresses of the benchmark beside its own."""

from withness.web.settings import *

WITHNESS_INSIDE = "benchmarks.pages.addresses"
LOGGING = {"version": 1, "disable_existing_loggers": True}
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], ROOT.parents[1] / "benchmarks/pages/templates"]
