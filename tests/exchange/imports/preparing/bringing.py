"""A file brought as far as its prepared rows, without a database."""

from zoneinfo import ZoneInfo

from penstock.exchange.imports.files import ImportOptions, plan_files
from penstock.exchange.imports.preparing.rows import prepared_rows
from penstock.exchange.imports.preparing.values import Prepared, Said

BERLIN = ZoneInfo("Europe/Berlin")


def brought(path, **options):
    """Rows by line number (values, or the reason), and the flags of the doubts."""
    (plan,) = plan_files([path], ImportOptions(**options), Said("EUR", BERLIN))
    rows = {
        row.line_number: row.values if isinstance(row, Prepared) else row.reason
        for row in prepared_rows(plan)
    }
    return rows, [doubt.flag for doubt in plan.doubts if doubt.flag], plan


def counted(path, **options):
    """How many rows, prepared or refused, without keeping them."""
    (plan,) = plan_files([path], ImportOptions(**options), Said("EUR", BERLIN))
    return sum(1 for _ in prepared_rows(plan))
