"""The settings: each section a page, each of its things a page of its own."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from penstock.faces.ui.settings import (
    fields,
    hours,
    keys,
    measures,
    pipelines,
    rates,
    users,
    words,
    workspace,
    you,
)


class WordsConverter(StringConverter):
    regex = "|".join(words.WORDS)


register_converter(WordsConverter, "words")

urlpatterns = [
    path("", you.entrance, name="settings"),
    path("you/", you.you, name="settings-you"),
    path("keys/", keys.keys, name="settings-keys"),
    path("keys/new/", keys.new_key, name="settings-new-key"),
    path("keys/<int:key_id>/end/", keys.key_end, name="settings-key-end"),
    path("workspace/", workspace.workspace, name="settings-workspace"),
    path("workspace/sample/removal/", workspace.sample_removal, name="settings-sample-removal"),
    path("hours/", hours.hours, name="settings-hours"),
    path("bands/", hours.bands, name="settings-bands"),
    path("users/", users.users, name="settings-users"),
    path("users/new/", users.new_user, name="settings-new-user"),
    path("users/<int:user_id>/", users.user, name="settings-user"),
    path("users/<int:user_id>/password/", users.user_password, name="settings-user-password"),
    path("teams/new/", users.new_team, name="settings-new-team"),
    path("teams/<int:team_id>/", users.team, name="settings-team"),
    path("teams/<int:team_id>/removal/", users.team_removal, name="settings-team-removal"),
    path("teams/<int:team_id>/return/", users.team_return, name="settings-team-return"),
    path("pipelines/", pipelines.pipelines, name="settings-pipelines"),
    path("pipelines/new/", pipelines.new_pipeline, name="settings-new-pipeline"),
    path("pipelines/<int:pipeline_id>/", pipelines.pipeline, name="settings-pipeline"),
    path(
        "pipelines/<int:pipeline_id>/removal/", pipelines.pipeline_removal, name="settings-pipeline-removal"
    ),
    path("pipelines/<int:pipeline_id>/return/", pipelines.pipeline_return, name="settings-pipeline-return"),
    path("pipelines/<int:pipeline_id>/stages/new/", pipelines.new_stage, name="settings-new-stage"),
    path("stages/<int:stage_id>/", pipelines.stage, name="settings-stage"),
    path("stages/<int:stage_id>/place/", pipelines.stage_place, name="settings-stage-place"),
    path("stages/<int:stage_id>/removal/", pipelines.stage_removal, name="settings-stage-removal"),
    path("stages/<int:stage_id>/return/", pipelines.stage_return, name="settings-stage-return"),
    path("fields/", fields.fields, name="settings-fields"),
    path("fields/new/", fields.new_field, name="settings-new-field"),
    path("fields/<int:field_id>/", fields.field, name="settings-field"),
    path("fields/<int:field_id>/place/", fields.field_place, name="settings-field-place"),
    path("fields/<int:field_id>/removal/", fields.field_removal, name="settings-field-removal"),
    path("fields/<int:field_id>/return/", fields.field_return, name="settings-field-return"),
    path("metrics/", measures.metrics, name="settings-metrics"),
    path("metrics/<slug:name>/removal/", measures.metric_removal, name="settings-metric-removal"),
    path("benchmarks/", measures.benchmarks, name="settings-benchmarks"),
    path(
        "benchmarks/<int:benchmark_id>/removal/",
        measures.benchmark_removal,
        name="settings-benchmark-removal",
    ),
    path("rates/", rates.rates, name="settings-rates"),
    path("rates/<int:rate_id>/removal/", rates.rate_removal, name="settings-rate-removal"),
    path("rates/<int:rate_id>/return/", rates.rate_return, name="settings-rate-return"),
    *(path(f"{kind}/", words.words, {"kind": kind}, name=f"settings-{kind}") for kind in words.WORDS),
    path("<words:kind>/<int:word_id>/", words.word, name="settings-word"),
    path("<words:kind>/<int:word_id>/place/", words.word_place, name="settings-word-place"),
    path("<words:kind>/<int:word_id>/removal/", words.word_removal, name="settings-word-removal"),
    path("<words:kind>/<int:word_id>/return/", words.word_return, name="settings-word-return"),
]
