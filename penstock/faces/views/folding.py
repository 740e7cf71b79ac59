"""What a person typed, as the database folds names (lower case, no accents), so that both sides are alike."""

from django.db import connection
from django.db.models import TextField, Value

from penstock.foundation.base.models import SortKey


def folded(text: str) -> SortKey:
    """An expression to compare with a sort_name, folded where the comparison is made."""
    return SortKey(Value(text, output_field=TextField()))


def fold(text: str) -> str:
    """The text as a sort_name has it. One query; a constant lets the planner choose the better index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sort_key(%s)", [text])
        return str(cursor.fetchone()[0])
