"""How long a case takes says nothing on a machine that does other things besides."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None, max_examples=50)
settings.load_profile("untimed")
