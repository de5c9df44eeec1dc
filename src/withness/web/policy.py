"""Who may do what about signing in: everybody who works here, and about themselves alone.

What belongs to whom is found by the account that is signed in, never by an id from an address.
"""

from django.utils.translation import gettext_lazy as _

from withness.access.policy import Deed, all_of, keeps, works_here
from withness.values.rules.viewer import Duty

_own = (all_of(works_here),)

DEEDS = (
    Deed("web.sign_in", _("sign in"), None, _own),
    Deed("web.sign_out", _("sign out"), None, _own),
    Deed("web.prove", _("show once more that it is oneself"), None, _own),
    Deed("web.see_sessions", _("see where one is signed in"), None, _own),
    Deed("web.end_session", _("end one's own sessions"), None, _own),
    Deed("web.add_passkey", _("add a passkey of one's own"), None, _own),
    Deed("web.end_passkey", _("remove a passkey of one's own"), None, _own),
    Deed("web.add_app", _("use an app that makes codes"), None, _own),
    Deed("web.end_app", _("stop using the app that makes codes"), None, _own),
    Deed("web.make_spare_codes", _("make spare codes for oneself"), None, _own),
    Deed("web.use_spare_code", _("use a spare code"), None, _own),
    Deed("web.link_provider", _("sign in through one's employer"), None, _own),
    Deed("web.end_provider", _("sign in through one's employer no more"), None, _own),
    Deed(
        "web.let_in_again",
        _("take away a colleague's lost means of signing in"),
        None,
        (all_of(keeps(Duty.ACCOUNTS)),),
    ),
)
