"""What was done about something, in words: beside a leak, beside a stage, on the week's page."""

from django.utils.translation import gettext as _

from penstock.insight.leaks.finding import WORDS
from penstock.insight.metrics.catalogue import METRICS
from penstock.insight.metrics.plans import fetched
from penstock.insight.metrics.run import asked_as_one
from penstock.insight.mirror.state import State
from penstock.response.reports.asked import Asked
from penstock.response.reports.done import Done
from penstock.response.reports.told import Column, Table
from penstock.response.reports.told_by.head import pipeline_names
from penstock.response.reports.told_by.wording import period_words

OPEN = "done"


def about(state: State, asked: Asked) -> dict[int, str]:
    """What each was done about, by its id, as it was called at the instant asked about."""
    stages = _stage_names(state, asked) if any(one.about == "stage" for one in asked.done) else {}
    return {one.id: _named(one, stages) for one in asked.done}


def since(one: Done, name: str) -> str:
    """Stalled · North · since 2026-03-12 · Anna; expected: half of it."""
    parts = [
        name,
        *one.where,
        one.of,
        _("since %(day)s") % {"day": period_words(one.day.isoformat())},
        one.by,
    ]
    if one.expected:
        parts.append(_("expected: %(text)s") % {"text": one.expected})
    return " · ".join(part for part in parts if part)


def done_column() -> Column:
    """Beside what something can be done about; screens offer to write it down there. Its row has a `target`."""
    return Column("done", _("Done about it"), acts="target")


def open_about(asked: Asked, target: str) -> str:
    """What is being done about it: each with since when, and by whom."""
    return "; ".join(
        _("%(text)s (since %(day)s, %(by)s)")
        % {"text": one.text, "day": period_words(one.day.isoformat()), "by": one.by}
        for one in asked.done
        if one.is_open and one.target == target
    )


def open_table(state: State, asked: Asked) -> Table:
    """The open ones, for the week's page."""
    names = about(state, asked)
    columns = (
        Column("text", _("What was done")),
        Column("about", _("About")),
        Column("day", _("Since"), "date"),
        Column("expected", _("Expected")),
        Column("by", _("By")),
        Column("id", _("id"), "number", is_shown=False),
    )
    rows = tuple(
        {"id": one.id, "text": one.text, "about": " · ".join(filter(None, (names[one.id], *one.where, one.of))), "day": one.day,
         "expected": one.expected, "by": one.by}
        for one in asked.done
        if one.is_open
    )  # fmt: skip
    return Table(
        OPEN, _("Being done"), columns, rows, empty=_("Nothing is being done, or nobody wrote it down.")
    )


def _named(one: Done, stages: dict[str, str]) -> str:
    match one.about:
        case "leak":
            return _(WORDS[one.subject][0]) if one.subject in WORDS else one.subject
        case "stage":
            return stages.get(one.subject, _("Stage %(id)s") % {"id": one.subject})
    if one.own is not None:
        return one.own.sentence
    return _(METRICS[one.subject].sentence) if one.subject in METRICS else one.subject


def _stage_names(state: State, asked: Asked) -> dict[str, str]:
    query = asked.query
    pipelines = pipeline_names(state, query)
    question = asked_as_one(state, query, "pipeline_value")
    rows = fetched(question, "", lambda: question.defined("stage").select("id", "name", "pipeline_id"))
    return {
        str(row["id"]): " · ".join(filter(None, (pipelines.get(row["pipeline_id"]), row["name"])))
        for row in rows.to_pylist()
    }
