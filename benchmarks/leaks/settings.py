"""The product's settings; its static files need not be gathered."""

from withness.web.settings import *

PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": PLAIN}}
