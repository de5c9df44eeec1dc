"""The product's settings, with the addresses of the benchmark beside its own."""

from withness.web.settings import *

WITHNESS_INSIDE = "benchmarks.pages.addresses"
LOGGING = {"version": 1, "disable_existing_loggers": True}
_options = TEMPLATES[0]["OPTIONS"]
_options["context_processors"] = [  # the demo's bar is no part of a page
    one for one in _options["context_processors"] if not one.startswith("withness.demo")
]
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], ROOT.parents[1] / "benchmarks/pages/templates"]
