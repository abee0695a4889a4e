"""Addresses of the authorization API, as its specification gives them."""

from django.urls import path

from bursar.api.authzen import views

app_name = "authzen"
urlpatterns = [
    path(".well-known/authzen-configuration", views.metadata, name="metadata"),
    path("access/v1/evaluation", views.evaluation, name="evaluation"),
    path("access/v1/evaluations", views.evaluations, name="evaluations"),
    path("access/v1/search/subject", views.search_subject, name="search-subject"),
    path("access/v1/search/resource", views.search_resource, name="search-resource"),
    path("access/v1/search/action", views.search_action, name="search-action"),
]
