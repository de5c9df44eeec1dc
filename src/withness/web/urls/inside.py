"""Addresses inside a service, after `/<service>/`. A room's word is its address."""

from allauth.account.views import ConfirmLoginCodeView, LogoutView, RequestLoginCodeView
from django.urls import include, path

from withness.web.views import inside, trouble

web = (
    [
        path("", inside.front, name="front"),
        path("leave/", inside.leave, name="leave"),
        path("language/", inside.language, name="language"),
        path("open/<str:token>/", inside.open_link, name="open"),
        path("close/", inside.close, name="close"),
    ],
    "web",
)

urlpatterns = [
    path("", include(web)),
    path("sign-in/", RequestLoginCodeView.as_view(), name="account_login"),
    path("sign-in/", RequestLoginCodeView.as_view(), name="account_request_login_code"),
    path("sign-in/code/", ConfirmLoginCodeView.as_view(), name="account_confirm_login_code"),
    path("sign-out/", LogoutView.as_view(), name="account_logout"),
    path("contacts/", include("withness.contacts.urls")),
    path("networks/", include("withness.networks.urls")),
    path("meetings/", include("withness.meetings.urls")),
    path("consents/", include("withness.consents.urls")),
    path("records/", include("withness.records.urls")),
    path("teams/", include("withness.teams.urls")),
    path("delivery/", include("withness.delivery.urls")),
    path("exchange/", include("withness.exchange.urls")),
    path("people/", include("withness.people.urls")),
    path("days/", include("withness.days.urls")),
]

handler400 = trouble.bad_request
handler403 = trouble.absent
handler404 = trouble.absent
handler429 = trouble.too_often
handler500 = trouble.broken
