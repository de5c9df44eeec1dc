"""Consents word by word, what was told outside, terms, and studies."""

from withness.consents.models.outside import Consent, Matter, Setting, Told, Word
from withness.consents.models.research import Study, StudyAnswer
from withness.consents.models.terms import Terms, TermsAnswer

__all__ = [
    "Consent",
    "Matter",
    "Setting",
    "Study",
    "StudyAnswer",
    "Terms",
    "TermsAnswer",
    "Told",
    "Word",
]
