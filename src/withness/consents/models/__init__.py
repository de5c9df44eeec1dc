"""Consents word by word, what was told outside, terms, studies; broken glass and demands."""

from withness.consents.models.demand import Demand, DemandDuties, Telling
from withness.consents.models.glass import Glass
from withness.consents.models.outside import Consent, Matter, Setting, Told, Word
from withness.consents.models.research import Study, StudyAnswer
from withness.consents.models.terms import Terms, TermsAnswer

__all__ = [
    "Consent",
    "Demand",
    "DemandDuties",
    "Glass",
    "Matter",
    "Setting",
    "Study",
    "StudyAnswer",
    "Telling",
    "Terms",
    "TermsAnswer",
    "Told",
    "Word",
]
