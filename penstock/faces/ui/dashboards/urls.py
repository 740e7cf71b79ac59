"""Addresses of the dashboards. A ready one is called by its name, one that somebody made by its number."""

from django.urls import path

from penstock.faces.ui.dashboards import arranging, views

urlpatterns = [
    path("", views.index, name="dashboards"),
    path("<slug:name>/", views.page, name="dashboard"),
    path("<slug:name>/tiles/", views.tiles, name="dashboard-tiles"),
    path("<slug:name>/wall/", views.wall, name="dashboard-wall"),
    path("<slug:name>/tiles/<int:place>/rows/", views.rows, name="dashboard-rows"),
    path("<slug:name>/copy/", arranging.copy, name="dashboard-copy"),
    path("<slug:name>/arrangement/", arranging.arrangement, name="dashboard-arrangement"),
    path("<slug:name>/sharing/", arranging.sharing, name="dashboard-sharing"),
    path("<slug:name>/removal/", arranging.removal, name="dashboard-removal"),
]
