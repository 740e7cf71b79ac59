import os

from django.db import connection

from penstock.exchange.imports.writing.sessions import leave_the_background, step_back
from penstock.foundation.machine.priority import IN_THE_BACKGROUND


def test_the_server_writes_behind_those_who_wait_for_a_page(bring, written):
    bring(written("Deal ID,Deal Name\n1,Reactor\n", "deals.csv"))

    assert os.getpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid) == IN_THE_BACKGROUND


def test_what_is_asked_after_it_is_asked_of_another_process(committed):
    step_back()
    one_of_the_run = connection.connection.info.backend_pid
    leave_the_background()

    connection.ensure_connection()
    assert connection.connection.info.backend_pid != one_of_the_run
    assert os.getpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid) < IN_THE_BACKGROUND
