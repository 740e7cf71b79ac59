import os

from django.db import connection

from penstock.foundation.machine.priority import IN_THE_BACKGROUND


def test_the_server_writes_behind_those_who_wait_for_a_page(bring, written):
    bring(written("Deal ID,Deal Name\n1,Reactor\n", "deals.csv"))

    assert os.getpriority(os.PRIO_PROCESS, connection.connection.info.backend_pid) == IN_THE_BACKGROUND
