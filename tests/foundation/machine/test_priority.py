import os
import subprocess
from collections.abc import Iterator

import pytest

from penstock.foundation.machine.priority import IN_THE_BACKGROUND, send_to_the_background


@pytest.fixture
def cat() -> Iterator[int]:
    process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(b"meow\n")
    process.stdin.flush()
    # What answers is no copy of this process any more.
    process.stdout.readline()
    yield process.pid
    process.communicate()


def niceness(pid: int) -> int:
    return os.getpriority(os.PRIO_PROCESS, pid)


def test_a_process_of_that_name_steps_back_once(cat: int) -> None:
    assert niceness(cat) == niceness(0)

    send_to_the_background(cat, "cat")
    send_to_the_background(cat, "cat")

    assert niceness(cat) == IN_THE_BACKGROUND


@pytest.mark.skipif(not hasattr(os, "SCHED_IDLE"), reason="Linux has it")
def test_it_gives_the_processor_up_at_once_to_whoever_wants_it(cat: int) -> None:
    send_to_the_background(cat, "cat")

    assert os.sched_getscheduler(cat) == os.SCHED_IDLE


def test_another_program_that_has_the_number_by_chance_is_left_alone(cat: int) -> None:
    send_to_the_background(cat, "postgres")

    assert niceness(cat) == niceness(0)


def test_one_that_is_gone_is_no_fault() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()

    send_to_the_background(gone.pid, "true")
