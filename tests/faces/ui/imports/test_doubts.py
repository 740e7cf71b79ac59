"""No option of the command is named to who sits before a page."""

import pytest

from penstock.faces.ui.imports.doubts import in_words


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("it can be read two ways; say which with --dates dmy or --dates mdy", "it can be read two ways. Choose it under “Order of dates”."),
        ("does the first row name the columns (“a”)? Say --header yes or no", "does the first row name the columns (“a”)? Choose it under “The first row”."),
        ("f.csv: the encoding can't be told; name it with --encoding", "f.csv: the encoding can't be told. Choose it under “Encoding”."),
        ("the rows look like people or leads; say which with --as", "the rows look like people or leads. Choose it under “The rows are”."),
        ("f.csv: the file is empty", "f.csv: the file is empty"),
    ],
)  # fmt: skip
def test_option_becomes_a_field(message, expected):
    assert in_words(message) == expected
