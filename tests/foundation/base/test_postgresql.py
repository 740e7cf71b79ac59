"""What our backend adds to Django's."""

from django.db import connection, connections


def test_a_connection_that_the_server_ended_is_not_usable(db: None) -> None:
    other = connections.create_connection("default")
    other.ensure_connection()
    with connection.cursor() as cursor:
        assert other.is_usable()
        cursor.execute("SELECT pg_terminate_backend(%s, 1000)", [other.connection.info.backend_pid])

    assert not other.is_usable()
    other.close()
