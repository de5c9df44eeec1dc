"""What each duty is called and what it is, in plain words. A duty is work, never a rank."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from withness.values.rules.viewer import Duty

NAMES: dict[Duty, Promise] = {
    Duty.ROTA: _("Keeps the rota"),
    Duty.ACCOUNTS: _("Keeps the accounts"),
    Duty.DATA_PROTECTION: _("Looks after data protection"),
    Duty.SETTINGS: _("Keeps the settings"),
}

MEANS: dict[Duty, Promise] = {
    Duty.ROTA: _("Puts colleagues on duty and sees to it that somebody always is."),
    Duty.ACCOUNTS: _("Adds those who begin to work here and ends the access of those who leave."),
    Duty.DATA_PROTECTION: _("Answers questions about what is kept, and reads who opened what."),
    Duty.SETTINGS: _("Keeps the promise, the telephone numbers, the places and the words."),
}
