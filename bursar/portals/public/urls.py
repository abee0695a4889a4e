"""Addresses that need no sign-in."""

from django.urls import path, re_path

from bursar.portals.public.views import invitation, landing, recipient, sign_in, sign_up

app_name = "public"
urlpatterns = [
    path("", landing.landing, name="landing"),
    path("sign-up/", sign_up.sign_up, name="sign-up"),
    path("sign-up/sent/", sign_up.sign_up_sent, name="sign-up-sent"),
    path("sign-up/again/", sign_up.sign_up_again, name="sign-up-again"),
    path("sign-up/confirm/<slug:token>/", sign_up.sign_up_confirm, name="sign-up-confirm"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", landing.sign_out, name="sign-out"),
    path("reset-password/", sign_in.password_reset, name="password-reset"),
    path("reset-password/sent/", sign_in.password_reset_sent, name="password-reset-sent"),
    re_path(
        r"^reset-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$", sign_in.new_password, name="password-reset-key"
    ),
    re_path(r"^confirm-address/(?P<key>[-:\w]+)/$", sign_in.address_confirm, name="address-confirm"),
    path("invitation/<slug:token>/", invitation.invitation, name="invitation"),
    path("invitation/<slug:token>/decline/", invitation.decline, name="invitation-decline"),
    path("invitation/<slug:token>/new/", invitation.new_sign_in, name="invitation-new"),
    path("recipient/<slug:token>/", recipient.confirm, name="recipient-confirm"),
    path("recipient/stop/<str:token>/", recipient.stop, name="recipient-stop"),
    path("language/", landing.language, name="language"),
]
