"""Remembered tables: asked once while nobody changes them, and never a word that is not true any more."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection, transaction

from penstock.foundation.base.remembering import is_remembered, remembering, rows_of
from penstock.records.pipeline.models import Pipeline

Asked = Callable[[int], Any]


def names() -> list[str]:
    return [row.name for row in rows_of(Pipeline).values()]


@pytest.fixture
def pipeline(db: None) -> Pipeline:
    return Pipeline.objects.create(name="New business")


def test_a_second_request_asks_for_the_version_only(
    pipeline: Pipeline, django_assert_num_queries: Asked
) -> None:
    with remembering(), django_assert_num_queries(2):
        assert [names(), names()] == [["New business"], ["New business"]]
    with remembering(), django_assert_num_queries(1):
        assert names() == ["New business"]


def test_outside_of_a_request_nothing_is_remembered(
    pipeline: Pipeline, django_assert_num_queries: Asked
) -> None:
    with django_assert_num_queries(2):
        assert [names(), names()] == [["New business"], ["New business"]]


def test_what_a_request_changes_it_reads_itself(pipeline: Pipeline) -> None:
    with remembering():
        before = names()
        Pipeline.objects.filter(pk=pipeline.pk).update(name="Renewals")
        assert (before, names()) == (["New business"], ["Renewals"])
    with remembering():
        assert names() == ["Renewals"]


def test_what_was_rolled_back_was_never_so(pipeline: Pipeline) -> None:
    def rename(name: str) -> None:
        with remembering(), transaction.atomic():
            Pipeline.objects.filter(pk=pipeline.pk).update(name=name)
            assert names() == [name]
            transaction.set_rollback(True)

    rename("One")
    with remembering():
        assert names() == ["New business"]
    rename("Two")
    with remembering():
        assert names() == ["New business"]


def test_what_another_process_commits_holds_from_the_next_request_on(committed: str) -> None:
    Pipeline.objects.create(name="New business")

    def rename(name: str) -> None:
        with psycopg.connect(committed) as other:
            other.execute("UPDATE pipeline SET name = %s", [name])

    with remembering():
        seen = names()
        rename("Renewals")
        assert (seen, names()) == (["New business"], ["New business"])
    with remembering():
        assert names() == ["Renewals"]


def test_triggers_that_rest_leave_nothing_remembered_behind(pipeline: Pipeline) -> None:
    with remembering():
        names()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE pipeline SET name = 'Renewals'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    with remembering():
        assert names() == ["Renewals"]


def test_every_model_that_says_so_has_the_trigger_and_no_other(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'remembered'")
        watched = {name for (name,) in cursor.fetchall()}

    assert watched == {model._meta.db_table for model in apps.get_models() if is_remembered(model)}


def test_every_column_of_a_user_counts_but_the_last_sign_in(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(attname::text) FROM pg_trigger, unnest(tgattr) AS number, pg_attribute"
            " WHERE tgname = 'remembered' AND tgrelid = 'seller'::regclass AND attrelid = tgrelid AND attnum = number"
        )
        watched = set(cursor.fetchone()[0])
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'seller'")
        every = {name for (name,) in cursor.fetchall()}

    assert every - watched == {"id", "last_login", "created_at", "true_from", "known_from", "xact"}
