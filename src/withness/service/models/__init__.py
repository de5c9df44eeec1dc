"""The service's own tables, and the base of every table that belongs to a service."""

from withness.service.models.law import Fact
from withness.service.models.owned import Owned
from withness.service.models.service import Number, Service, Term

__all__ = ["Fact", "Number", "Owned", "Service", "Term"]
