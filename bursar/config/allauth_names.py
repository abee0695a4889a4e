"""The names by which allauth looks up addresses, pointing at pages of ours; no page of allauth's own is reachable."""

from django.urls import path, re_path

from bursar.portals.me.views import security
from bursar.portals.public.views import landing, sign_in, sign_up

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="account_login"),
    path("sign-in/", sign_in.sign_in, name="account_inactive"),
    path("sign-in/", sign_in.sign_in, name="account_reauthenticate"),
    path("sign-out/", landing.sign_out, name="account_logout"),
    path("sign-up/", sign_up.sign_up, name="account_signup"),
    path("sign-up/sent/", sign_up.sign_up_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-address/(?P<key>[-:\w]+)/$", sign_in.address_confirm, name="account_confirm_email"),
    path("reset-password/", sign_in.password_reset, name="account_reset_password"),
    path("sign-in/", sign_in.sign_in, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
    path("me/address/", security.address, name="account_email"),
    path("me/password/", security.password, name="account_change_password"),
]
