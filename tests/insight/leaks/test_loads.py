import numpy as np

from penstock.insight.leaks.loads import loads, overloaded
from penstock.insight.metrics.asking import ask
from penstock.insight.metrics.catalogue import metric_named
from tests.insight.leaks.test_finding import open_states
from tests.insight.metrics.world import lives, query, state


def test_a_load_is_what_has_begun_and_not_ended():
    since, until = np.array([0, 5, 10, 0]), np.array([5, 12, 20, 99])
    owner = np.array([1, 1, 1, 2])

    found = loads(owner, since, until, np.array([1, 1, 1, 2, 3]), np.array([4, 5, 11, 50, 50]))

    assert found.tolist() == [1, 1, 2, 1, 0]


def test_the_limit_is_that_of_four_of_five_openings():
    found = overloaded(ask(state(), query("stage_days"), metric_named("stage_days")))
    opened = [life.id for life in lives() if (open_ := open_states(life)) and open_[0]["owner_id"]]

    assert int(found.about) > 0
    assert 0 < found.ids.size <= len(opened) / 5
    assert set(found.ids.tolist()) <= set(opened)
