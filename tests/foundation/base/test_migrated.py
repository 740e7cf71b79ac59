import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from penstock.foundation.base.migrated import later_migrations


@pytest.mark.django_db
def test_a_database_of_later_code_is_known_by_migrations_that_are_not_here():
    assert later_migrations() == []

    MigrationRecorder(connection).record_applied("people", "9999_later")

    assert later_migrations() == ["people.9999_later"]
