"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.admin.door import door
from bursar.portals.admin.views import (
    activity,
    group_changes,
    group_members,
    groups,
    home,
    invitations,
    membership,
    people,
    roles,
    settings,
)
from bursar.portals.why import urls as why

app_name = "admin"
urlpatterns = [
    *entry.urls(door),
    *why.urls(door),
    path("<str:number>/", home.overview, name="overview"),
    path("<str:number>/people/", people.person_list, name="person-list"),
    path("<str:number>/people/invite/", invitations.person_invite, name="person-invite"),
    path("<str:number>/people/invitations/", invitations.invitation_list, name="invitation-list"),
    path("<str:number>/people/invitations/<slug:uid>/resend/", invitations.invitation_resend, name="invitation-resend"),
    path("<str:number>/people/invitations/<slug:uid>/revoke/", invitations.invitation_revoke, name="invitation-revoke"),
    path("<str:number>/people/<slug:uid>/", people.person, name="person"),
    path("<str:number>/people/<slug:uid>/role/", membership.person_role, name="person-role"),
    path("<str:number>/people/<slug:uid>/groups/", membership.person_groups, name="person-groups"),
    path("<str:number>/people/<slug:uid>/suspend/", membership.person_suspend, name="person-suspend"),
    path("<str:number>/people/<slug:uid>/resume/", membership.person_resume, name="person-resume"),
    path("<str:number>/people/<slug:uid>/remove/", membership.person_remove, name="person-remove"),
    path("<str:number>/groups/", groups.group_list, name="group-list"),
    path("<str:number>/groups/add/", group_changes.group_add, name="group-add"),
    path("<str:number>/groups/<slug:uid>/", groups.group, name="group"),
    path("<str:number>/groups/<slug:uid>/edit/", group_changes.group_edit, name="group-edit"),
    path("<str:number>/groups/<slug:uid>/move/", group_changes.group_move, name="group-move"),
    path("<str:number>/groups/<slug:uid>/fill/", group_members.group_fill, name="group-fill"),
    path("<str:number>/groups/<slug:uid>/delete/", group_changes.group_delete, name="group-delete"),
    path(
        "<str:number>/groups/<slug:uid>/members/<slug:person_uid>/take-out/",
        group_members.group_take_out,
        name="group-take-out",
    ),
    path("<str:number>/roles/", roles.role_list, name="role-list"),
    path("<str:number>/roles/add/", roles.role_add, name="role-add"),
    path("<str:number>/roles/<slug:uid>/edit/", roles.role_edit, name="role-edit"),
    path("<str:number>/roles/<slug:uid>/delete/", roles.role_delete, name="role-delete"),
    path("<str:number>/settings/", settings.settings, name="settings"),
    path("<str:number>/activity/", activity.activity, name="activity"),
]
