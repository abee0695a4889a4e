"""Addresses of My account."""

from django.urls import path, re_path

from bursar.portals.me.views import home, profile, security, tokens, why

app_name = "me"
urlpatterns = [
    path("", home.home, name="home"),
    path("access/", home.access, name="access"),
    path("access/why/", why.why, name="access-why"),
    path("requests/", home.requests, name="requests"),
    path("requests/<str:uid>/withdraw/", home.withdraw, name="request-withdraw"),
    path("profile/", profile.profile, name="profile"),
    path("security/", security.security, name="security"),
    path("security/end-sessions/", security.end_sessions, name="sessions-end"),
    path("address/", security.address, name="address"),
    path("password/", security.password, name="password"),
    path("tokens/", tokens.tokens, name="token-list"),
    path("tokens/make/", tokens.make, name="token-make"),
    path("tokens/<str:uid>/revoke/", tokens.revoke, name="token-revoke"),
    re_path(r"^leave/(?P<number>[^/]+)/(?P<part>account|billing)/$", home.leave, name="leave"),
    re_path(
        r"^invitations/(?P<uid>\w+)/(?P<answer>accept|decline)/$", home.answer_invitation, name="invitation-answer"
    ),
]
