from django.urls import reverse

from tests.cast import PARTS


def test_the_cast_is_one_of_each_in_their_teams(cast, sales, north, south):
    assert tuple(cast) == PARTS
    teams = {part: user.team for part, user in cast.items()}
    assert teams == {
        "administrator": None,
        "manager": sales,
        "representative": north,
        "teammate": north,
        "outsider": south,
        "marketer": sales,
        "viewer": sales,
    }


def test_everybody_reads_the_list_of_keys(ladder):
    ladder(reverse("keys"), {"anonymous": 200}, others=200)
