"""Charts: the picture, the table and what is said are the same numbers."""

import json

import pytest
from django.template import engines

from penstock.faces.ui.charts import Chart, Point, Series
from tests.faces.ui.kitchen.charts import charts
from tests.faces.ui.test_behaviours import kitchen, page  # noqa: F401


def test_a_series_has_a_point_for_each_label():
    with pytest.raises(ValueError, match="Won: 1 points for 2 labels"):
        Chart("Won", "line", "number", ("Jan", "Feb"), (Series("Won", (Point(1, "1"),)),))


def test_what_the_browser_draws_from_cannot_leave_its_attribute():
    chart = Chart('"><script>', "line", "number", ("Jan",), (Series("Won", (Point(1, "1"),)),))
    html = engines["jinja2"].env.from_string("{{ ui.chart(chart) }}").render(chart=chart)

    assert "<script>" not in html
    assert json.loads(chart.as_json())["title"] == '"><script>'


def test_table_has_the_same_numbers_with_links_and_marks():
    html = engines["jinja2"].env.from_string("{{ ui.chart(chart) }}").render(chart=charts()["trend"])

    assert html.count("<tr>") == 7
    assert '<a class="link" href="/opportunities/?at=4">0.12</a>' in html
    assert "outside its range" in html
    assert "so far" in html


@pytest.mark.parametrize(
    ("kind", "is_empty"), [("bars", True), ("columns", True), ("bridge", True), ("line", False)]
)
def test_bars_of_zeros_are_nothing_to_draw(kind, is_empty):
    points = (Point(0, "0"), Point(None, "–"))
    assert Chart("Won", kind, "money", ("Jan", "Feb"), (Series("Won", points),)).is_empty is is_empty


def test_a_chart_without_values_says_so():
    html = engines["jinja2"].env.from_string("{{ ui.chart(chart) }}").render(chart=charts()["none"])

    assert "Nothing to draw here." in html
    assert "data-canvas" not in html


@pytest.mark.browser
def test_arrows_say_each_point_and_enter_opens_its_rows(page):  # noqa: F811
    page.goto("/charts/")
    canvas = page.locator("#trend [data-canvas]")
    canvas.locator("canvas").first.wait_for()
    canvas.focus()
    for key in ("End", "ArrowLeft"):
        page.keyboard.press(key)

    said = page.locator("#trend [data-said]").inner_text()
    assert said.startswith("May: Win rate 0.12, outside its range, Year before 0.3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/opportunities/?at=4")


@pytest.mark.browser
def test_charts_follow_the_theme(page):  # noqa: F811
    page.goto("/charts/")
    canvas = page.locator("#columns canvas").first
    canvas.wait_for()
    page.wait_for_timeout(300)
    light = canvas.screenshot()
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_timeout(300)

    assert canvas.screenshot() != light
