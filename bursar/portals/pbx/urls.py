"""Addresses of this portal."""

from django.urls import path

from bursar.portals import entry
from bursar.portals.bills import urls as bills
from bursar.portals.paying import urls as paying
from bursar.portals.pbx.door import door
from bursar.portals.pbx.views import extending, groups, overview, permissions, why

app_name = "pbx"
urlpatterns = [
    *entry.urls(door),
    *paying.urls(door),
    *bills.urls(door),
    path("<str:number>/", overview.overview, name="overview"),
    path("<str:number>/permissions/", permissions.permission_list, name="permission-list"),
    path("<str:number>/permissions/people/<str:uid>/dates/", permissions.person_dates, name="permission-person-dates"),
    path("<str:number>/permissions/groups/<str:uid>/dates/", permissions.group_dates, name="permission-group-dates"),
    path("<str:number>/permissions/people/<str:uid>/extend/", extending.person_extend, name="permission-person-extend"),
    path("<str:number>/permissions/groups/<str:uid>/extend/", extending.group_extend, name="permission-group-extend"),
    path("<str:number>/permissions/preview/", permissions.permission_preview, name="permission-preview"),
    path("<str:number>/permissions/review/", permissions.permission_review, name="permission-review"),
    path("<str:number>/permissions/reapply/", permissions.permission_reapply, name="permission-reapply"),
    path("<str:number>/permissions/candidates/", permissions.permission_candidates, name="permission-candidates"),
    path("<str:number>/permissions/row/", permissions.permission_row, name="permission-row"),
    path("<str:number>/permissions/people/<str:uid>/", why.permission_why, name="permission-why"),
    path("<str:number>/groups/", groups.group_list, name="group-list"),
]
