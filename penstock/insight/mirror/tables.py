"""The mirror's tables: what they hold, column by column, and how each column is read from the records. No Django.

Times are int64 microseconds since 1970 (UTC), FOREVER where there is no end; money is int64 minor units;
probabilities are int64 ten-thousandths. No name, text or address of a person is mirrored: whoever shows a record
reads its name through the record's own door, and an erasure has nothing to find here."""

from dataclasses import dataclass, replace
from typing import Literal

FOREVER = 2**63 - 1
# "Everything known by now", where an instant is asked for.
NEWEST = FOREVER - 1

Type = Literal["int64", "float64", "string", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type, what it means, and the SQL by which a record yields it (usually its own name).
    is_instant: read as timestamptz, held as microseconds."""

    name: str
    type: Type
    says: str
    source: str = ""
    is_instant: bool = False

    @property
    def sql(self) -> str:
        return self.source or self.name


@dataclass(frozen=True, slots=True)
class Table:
    """A mirrored table. Spans: one row for each rectangle of valid and known time of each record (LEDGER, 6).
    relation: the table in PostgreSQL, whose `_past` holds the other spans. kind: its name in the ledger.
    is_definition: small, read with `State.definitions`, where a definition reaches back before it was made."""

    name: str
    says: str
    relation: str
    kind: str
    columns: tuple[Column, ...]
    is_definition: bool = False

    def column(self, name: str) -> Column:
        """Raises KeyError."""
        return {column.name: column for column in self.columns}[name]

    def with_columns(self, more: tuple[Column, ...]) -> "Table":
        return replace(self, columns=self.columns + more)


def _number(name: str, says: str, source: str = "") -> Column:
    return Column(name, "int64", says, source)


def _instant(name: str, says: str, source: str = "") -> Column:
    return Column(name, "int64", says, source, is_instant=True)


def _text(name: str, says: str, source: str = "") -> Column:
    return Column(name, "string", says, source)


def _flag(name: str, says: str, source: str = "") -> Column:
    return Column(name, "boolean", says, source)


def _day(name: str, says: str, source: str = "") -> Column:
    return Column(name, "date", says, source)


SPAN = (
    _number("id", "the record"),
    _instant("valid_from", "true from this instant on"),
    _instant("valid_to", "and before this one"),
    _instant("known_from", "known from this instant on (never before valid_from)"),
    _instant("known_to", "and before this one; FOREVER: this is the truth"),
)

OPPORTUNITY = Table(
    "opportunity", "possible sales", "opportunity", "opportunity",
    (*SPAN,
     _instant("created_at", "first heard of"),
     _number("pipeline_id", "its pipeline"),
     _number("stage_id", "its stage; NULL: open, stage not recorded"),
     _instant("stage_since", "in this stage since"),
     _number("company_id", "the company"),
     _number("amount_minor", "amount in minor units of `currency`"),
     _text("currency", "ISO 4217"),
     _day("close_on", "expected close; the day of closing once closed"),
     _number("probability_e4", "its own probability in ten-thousandths, where it overrides the stage's",
             "(probability * 10000)::bigint"),
     _number("owner_id", "the user answerable"),
     _number("source_id", "lead source"),
     _number("source_lead_id", "the lead it came from"),
     _number("loss_reason_id", "why it was lost"),
     _number("competitor_id", "to whom"),
     _flag("has_next_step", "a next step is written down", "next_step <> ''"),
     _day("next_step_on", "when the next step is due"),
     _flag("has_description", "it is described", "description <> ''")),
)  # fmt: skip
LEAD = Table(
    "lead", "raised hands", "lead", "lead",
    (*SPAN,
     _instant("created_at", "first heard of"),
     _number("person_id", "whose"),
     _number("company_id", "of which company"),
     _number("source_id", "lead source"),
     _text("status", "new, working, marketing_qualified, sales_qualified, converted, disqualified"),
     _instant("status_since", "in this status since"),
     _text("intent", "learning, comparing, buying, or empty"),
     _number("owner_id", "the user answerable"),
     _flag("has_name", "a name is known", "name <> ''")),
)  # fmt: skip
COMPANY = Table(
    "company", "firms", "company", "company",
    (*SPAN,
     _instant("created_at", "first heard of"),
     _text("industry", "as written; empty: not recorded"),
     _number("employees", "how many people work there"),
     _text("country", "as written; empty: not recorded"),
     _text("region", "as written"),
     _text("city", "as written"),
     _number("owner_id", "the user answerable"),
     _flag("has_domain", "a domain is known", "cardinality(domains) > 0"),
     _flag("has_phone", "a telephone number is known", "cardinality(phones) > 0")),
)  # fmt: skip
PERSON = Table(
    "person", "humans we sell to, without anything personal", "person", "person",
    (*SPAN,
     _instant("created_at", "first heard of"),
     _number("company_id", "where they work"),
     _text("country", "as written"),
     _number("owner_id", "the user answerable"),
     _flag("has_name", "a name is known", "name <> ''"),
     _flag("has_email", "an e-mail address is known", "cardinality(emails) > 0"),
     _flag("has_phone", "a telephone number is known", "cardinality(phones) > 0"),
     _flag("has_job_title", "a job title is known", "job_title <> ''")),
)  # fmt: skip
PIPELINE = Table(
    "pipeline", "ways that opportunities take", "pipeline", "pipeline",
    (*SPAN, _text("name", "its name"), _number("position", "its place", "position::bigint")),
    is_definition=True,
)  # fmt: skip
STAGE = Table(
    "stage", "places in a pipeline, as they were defined", "stage", "stage",
    (*SPAN,
     _number("pipeline_id", "whose stage"),
     _text("name", "its name"),
     _text("kind", "open, won or lost"),
     _number("position", "its place in the pipeline", "position::bigint"),
     _number("probability_e4", "in ten-thousandths", "(probability * 10000)::bigint"),
     _number("expected_days", "how long it should take", "expected_days::bigint"),
     _number("stale_after_days", "days without activity after which it is stale", "stale_after_days::bigint"),
     _text("required_fields", "what one must have to enter, between commas", "array_to_string(required_fields, ',')")),
    is_definition=True,
)  # fmt: skip
USER = Table(
    "user", "sellers; their team is dated here", "seller", "user",
    (*SPAN,
     _text("name", "of a colleague"),
     _text("role", "administrator, manager, representative, marketer, viewer"),
     _number("team_id", "their team at that time"),
     _flag("is_active", "may sign in")),
    is_definition=True,
)  # fmt: skip
TEAM = Table(
    "team", "sellers who sell together", "team", "team",
    (*SPAN, _text("name", "its name"), _number("parent_id", "the team that it lies within")),
    is_definition=True,
)  # fmt: skip
LEAD_SOURCE = Table(
    "lead_source", "by which way leads come", "lead_source", "lead_source",
    (*SPAN, _text("name", "its name")), is_definition=True,
)  # fmt: skip
LOSS_REASON = Table(
    "loss_reason", "why sales are lost", "loss_reason", "loss_reason",
    (*SPAN, _text("name", "its name"), _flag("is_ours_to_change", "something we can mend")),
    is_definition=True,
)  # fmt: skip
COMPETITOR = Table(
    "competitor", "to whom sales are lost", "competitor", "competitor",
    (*SPAN, _text("name", "its name")), is_definition=True,
)  # fmt: skip
RATE = Table(
    "rate", "exchange rates: from `starts_on`, one major unit is worth rate_e10 / 10^10 of the home currency",
    "exchange_rate", "exchange_rate",
    (*SPAN,
     _text("currency", "the foreign one"),
     _day("starts_on", "from this day on"),
     _number("rate_e10", "in units of 10^-10", "(rate * 10000000000)::bigint")),
)  # fmt: skip
WORKSPACE = Table(
    "workspace", "the installation's settings that numbers rest on", "workspace", "workspace",
    (*SPAN,
     _text("home_currency", "what everything is converted into"),
     _text("zone", "where its days begin"),
     _number("week_start", "0: Monday", "week_start::bigint"),
     _number("fiscal_start_month", "1: January", "fiscal_start_month::bigint"),
     _day("history_complete_from", "the day from which the history is complete; NULL: all of it"),
     _text("amount_bands", "upper edges in major units, between commas", "array_to_string(amount_bands, ',')"),
     _text("company_size_bands", "most employees of each band, between commas", "array_to_string(company_size_bands, ',')"),
     _number("lead_cap", "more open leads than this are too many for one owner", "lead_cap::bigint")),
    is_definition=True,
)  # fmt: skip
CUSTOM_FIELD = Table(
    "custom_field", "fields that this company added", "custom_field", "custom_field",
    (*SPAN,
     _text("kind", "of which records", "kind"),
     _text("key", "its column is custom_KEY"),
     _text("label", "as people call it"),
     _text("type", "choice, choices, yes_no, number, money, date, text, ..."),
     _flag("is_required", "has to be filled")),
    is_definition=True,
)  # fmt: skip
ACTIVITY = Table(
    "activity", "what was done or is due with a person, without its words", "activity", "activity",
    (*SPAN,
     _text("type", "note, task, call, meeting, message, file"),
     _instant("at", "when it was done"),
     _number("user_id", "by whom"),
     _instant("due_at", "when it is due"),
     _instant("done_at", "when a task was done"),
     _number("company_id", "with which company"),
     _number("person_id", "with which person"),
     _number("lead_id", "for which lead"),
     _number("opportunity_id", "for which opportunity")),
)  # fmt: skip
OPPORTUNITY_PERSON = Table(
    "opportunity_person", "who takes part on the buying side", "opportunity_person", "opportunity_person",
    (*SPAN,
     _number("opportunity_id", "in which sale"),
     _number("person_id", "who"),
     _text("buying_role", "decides, influences, uses, checks, champion, blocks, or empty")),
)  # fmt: skip
OPPORTUNITY_USER = Table(
    "opportunity_user", "team members beside the owner", "opportunity_user", "opportunity_user",
    (*SPAN, _number("opportunity_id", "in which sale"), _number("user_id", "who")),
)  # fmt: skip

# The ledger's rows on opportunities. Not spans: `id` is seq, and a row never changes but for being taken back.
FACT = Table(
    "fact", "every change of an opportunity: who, when, which fields (what they became is in the spans)",
    "ledger", "",
    (_number("id", "seq: the order of writing", "seq"),
     _number("opportunity_id", "of which opportunity", "record_id"),
     _instant("valid_at", "true since"),
     _text("precision", "instant or day"),
     _instant("recorded_at", "written down at"),
     _text("actor", "user, key or system"),
     _number("actor_id", "which"),
     _text("cause", "screen, api, import, bulk, merge, rule, job, sample, cli"),
     _number("cause_id", "which run or act"),
     _number("voids", "the fact that this row takes back"),
     _text("fields", "names of the fields that changed, between commas, in order",
           "(SELECT coalesce(string_agg(key, ',' ORDER BY key), '') FROM jsonb_object_keys(changes) AS key)")),
)  # fmt: skip

SPANS = (
    OPPORTUNITY, LEAD, COMPANY, PERSON, PIPELINE, STAGE, USER, TEAM, LEAD_SOURCE, LOSS_REASON, COMPETITOR, RATE,
    WORKSPACE, CUSTOM_FIELD, ACTIVITY, OPPORTUNITY_PERSON, OPPORTUNITY_USER,
)  # fmt: skip
TABLES = {table.name: table for table in (*SPANS, FACT)}

# Custom fields of these types are mirrored, each as a column custom_KEY; free texts and links are not.
CUSTOM_TYPES: dict[str, Type] = {
    "choice": "string", "choices": "string", "yes_no": "boolean", "number": "float64", "money": "float64", "date": "date",
}  # fmt: skip
CUSTOM_KINDS = ("opportunity", "lead", "company", "person")


def custom_column(key: str, type: str, label: str) -> Column:
    """The column of a custom field of one of CUSTOM_TYPES. Several choices lie in one text, between commas. What does
    not fit the type is NULL, as if it were not recorded: one bad value must not keep the mirror from being made."""
    value, text = f"custom->'{key}'", f"custom->>'{key}'"
    sql = {
        "choice": f"({text})",
        "choices": f"CASE WHEN jsonb_typeof({value}) = 'array' THEN (SELECT string_agg(value, ',' ORDER BY value)"
        f" FROM jsonb_array_elements_text({value}) AS value) END",
        "yes_no": f"CASE WHEN jsonb_typeof({value}) = 'boolean' THEN ({text})::boolean END",
        "number": f"CASE WHEN jsonb_typeof({value}) = 'number' THEN ({text})::float8 END",
        "money": f"CASE WHEN jsonb_typeof({value}) = 'number' THEN ({text})::float8 END",
        "date": f"CASE WHEN ({text}) ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN ({text})::date END",
    }[type]
    return Column(f"custom_{key}", CUSTOM_TYPES[type], label, sql)
