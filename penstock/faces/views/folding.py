"""What a person typed, as the database folds names (lower case, no accents), so that both sides are alike."""

from django.db.models import TextField, Value

from penstock.foundation.base.models import SortKey


def folded(text: str) -> SortKey:
    """An expression to compare with a sort_name."""
    return SortKey(Value(text, output_field=TextField()))
