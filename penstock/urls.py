"""The whole map: sign-in by allauth, then the screens."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", include("penstock.faces.api.urls")),
    path("", include("penstock.faces.ui.urls")),
]

handler400 = "penstock.faces.ui.errors.bad_request"
handler403 = "penstock.faces.ui.errors.permission_denied"
handler404 = "penstock.faces.ui.errors.page_not_found"
handler500 = "penstock.failing.server_error"
