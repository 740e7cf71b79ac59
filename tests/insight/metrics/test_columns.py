import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from penstock.insight.metrics.columns import coded, narrowed

WHOLE = st.integers(-(2**62), 2**62) | st.integers(-130, 300)


@settings(deadline=None)
@given(st.lists(st.lists(WHOLE, max_size=5), min_size=1, max_size=4))
def test_narrowed_pieces_are_together_what_they_were(pieces):
    whole = np.concatenate([np.array(piece, dtype=np.int64) for piece in pieces])
    together = np.concatenate([narrowed(np.array(piece, dtype=np.int64)) for piece in pieces])

    assert together.tolist() == whole.tolist()
    assert (
        coded(together).tolist() == coded(whole).tolist() == np.unique(whole, return_inverse=True)[1].tolist()
    )


def test_few_different_ones_take_a_byte_each():
    assert narrowed(np.array([0, 255])).itemsize == 1
    assert narrowed(np.array([-1, 255])).itemsize == 2
