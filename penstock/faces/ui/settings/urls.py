"""The settings: each section a page, each of its things a page of its own."""

from django.urls import path

from penstock.faces.ui.settings import keys, users, workspace, you

urlpatterns = [
    path("", you.entrance, name="settings"),
    path("you/", you.you, name="settings-you"),
    path("workspace/", workspace.workspace, name="settings-workspace"),
    path("workspace/sample/removal/", workspace.sample_removal, name="settings-sample-removal"),
    path("keys/", keys.keys, name="settings-keys"),
    path("keys/new/", keys.new_key, name="settings-new-key"),
    path("keys/<int:key_id>/end/", keys.key_end, name="settings-key-end"),
    path("users/", users.users, name="settings-users"),
    path("users/new/", users.new_user, name="settings-new-user"),
    path("users/<int:user_id>/", users.user, name="settings-user"),
    path("users/<int:user_id>/password/", users.user_password, name="settings-user-password"),
    path("teams/new/", users.new_team, name="settings-new-team"),
    path("teams/<int:team_id>/", users.team, name="settings-team"),
    path("teams/<int:team_id>/removal/", users.team_removal, name="settings-team-removal"),
]
