"""Addresses inside a service, after `/<service>/`. A room's word is its address."""

from allauth.account.views import LogoutView
from django.urls import include, path

from withness.web.views import back, devices, employer, inside, means, opening, signing, trouble
from withness.web.views.means import proved, together

web = (
    [
        path("", inside.front, name="front"),
        path("leave/", opening.leave, name="leave"),
        path("language/", inside.language, name="language"),
        path("open/<str:token>/", opening.open_link, name="open"),
        path("proof/", opening.prove, name="proof"),
        path("proof/send/", opening.send, name="proof_send"),
        path("back/", back.ask, name="back"),
        path("back/digits/", back.digits, name="back_digits"),
        path("back/named/<str:token>/", back.named, name="named"),
        path("back/stop/<str:token>/", back.stop, name="stop_back"),
        path("close/", opening.close, name="close"),
        path("sign-in/means/", means.means, name="means"),
        path("sign-in/again/", means.prove, name="prove"),
        path("sign-in/employer/end/", employer.unlink, name="unlink"),
        path("sign-in/employer/<slug:provider_id>/link/", employer.link, name="link_employer"),
        path("sign-in/devices/", devices.devices, name="devices"),
        path("sign-in/devices/others/end/", devices.end_others, name="end_others"),
        path("sign-in/devices/<uuid:session_id>/end/", devices.end, name="end_session"),
        path(
            "sign-in/colleagues/<uuid:practitioner_id>/", devices.let_in_again, name="let_in_again"
        ),
    ],
    "web",
)

urlpatterns = [
    path("", include(web)),
    path("sign-in/", signing.AskCode.as_view(), name="account_login"),
    path("sign-in/", signing.AskCode.as_view(), name="account_request_login_code"),
    path("sign-in/code/", signing.TypeCode.as_view(), name="account_confirm_login_code"),
    path("sign-in/second/", signing.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/passkey/", signing.PasskeyAlone.as_view(), name="mfa_login_webauthn"),
    path("sign-in/means/", means.means, name="mfa_index"),
    path(
        "sign-in/passkeys/new/",
        proved(together(means.NewPasskey.as_view())),
        name="mfa_add_webauthn",
    ),
    path(
        "sign-in/passkeys/<int:pk>/end/",
        proved(together(means.EndPasskey.as_view())),
        name="mfa_remove_webauthn",
    ),
    path("sign-in/app/", proved(together(means.NewApp.as_view())), name="mfa_activate_totp"),
    path("sign-in/app/end/", proved(together(means.EndApp.as_view())), name="mfa_deactivate_totp"),
    path("sign-in/spare/", proved(means.SpareCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "sign-in/spare/new/",
        proved(together(means.NewSpareCodes.as_view())),
        name="mfa_generate_recovery_codes",
    ),
    path("sign-in/employer/<slug:provider_id>/", employer.begin, name="openid_connect_login"),
    path(
        "sign-in/employer/<slug:provider_id>/back/", employer.back, name="openid_connect_callback"
    ),
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
