"""People first: what nobody waits for leaves them the processor."""

import os
from contextlib import suppress

from penstock.foundation.machine.process_table import is_named

# Of 19 that there are: a tenth of the share that a request's process gets where both want the processor, all of it where not.
IN_THE_BACKGROUND = 10


def work_in_the_background() -> None:
    """This process, and what it starts, from now on."""
    os.setpriority(os.PRIO_PROCESS, 0, IN_THE_BACKGROUND)


def send_to_the_background(pid: int, name: str) -> None:
    """Another process, if there is one of this name here and we may. Who is not alone must give the processor up at once: a
    low priority only shortens the share, and a page of ten questions would wait ten times for the end of one."""
    with suppress(ProcessLookupError, PermissionError):
        if is_named(pid, name) and os.getpriority(os.PRIO_PROCESS, pid) < IN_THE_BACKGROUND:
            os.setpriority(os.PRIO_PROCESS, pid, IN_THE_BACKGROUND)
            if hasattr(os, "SCHED_IDLE"):  # Linux
                os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
