"""Pipelines and stages that rows name: ours if all their names are ours, else a pipeline of their own."""

from dataclasses import dataclass, field
from decimal import Decimal

from penstock.exchange.imports.converting.texts import fold
from penstock.exchange.imports.recognition.presets.stages import KNOWN_STAGES
from penstock.exchange.imports.writing import order
from penstock.exchange.imports.writing.context import RunContext, as_import
from penstock.exchange.imports.writing.sql import fetch, fill_table

DEFAULT_WON, DEFAULT_LOST = "Closed won", "Closed lost"


@dataclass(slots=True)
class Ways:
    """Of each pipeline that rows name (empty: none): its id, its stages by folded name, where won and lost are."""

    pipelines: dict[str, int] = field(default_factory=dict)
    stages: dict[tuple[str, str], int] = field(default_factory=dict)
    won: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)


def ways(context: RunContext) -> Ways:
    """Find or make what the staged opportunities and their history need."""
    found = Ways()
    for name, stages in named_stages(context).items():
        pipeline = pipeline_for(name, stages, context)
        found.pipelines[name] = pipeline
        known = {fold(stage): (record, kind) for record, stage, kind in stages_of(pipeline)}
        wanted = in_order(name, missing(stages, known, context), stages, context)
        for position, stage in enumerate(wanted, start=len(known)):
            share = share_of(stage, stages[stage], context)
            record = make_stage(pipeline, stage, share, position, context)
            known[fold(stage)] = (record, context.stage_kind(stage))
        for stage, (record, kind) in known.items():
            found.stages[name, stage] = record
            if kind == "won":
                found.won.setdefault(name, record)
            if kind == "lost":
                found.lost.setdefault(name, record)
        for stage in stages:
            found.stages.setdefault((name, fold(stage)), closing_stage(stage, name, found, known, context))
    return found


def prepare_stages(context: RunContext) -> None:
    """Whole set: pipelines and stages found or made, as tables that batches join: each name as it stands in the files."""
    found = ways(context)
    fill_table("pipeline_named", "pipeline text, id bigint", found.pipelines.items())
    named = fetch(
        f"SELECT DISTINCT pipeline, stage FROM ({named_sql(context)}) AS named WHERE stage IS NOT NULL"
    )
    stages = [
        (pipeline, stage, found.stages[pipeline, fold(stage)])
        for pipeline, stage, *_ in named
        if (pipeline, fold(stage)) in found.stages
    ]
    kinds = dict(fetch("SELECT id, kind FROM stage WHERE id = ANY (%s)", [[record for *_, record in stages]]))
    fill_table(
        "stage_named",
        "pipeline text, stage text, id bigint, kind text",
        [(pipeline, stage, record, kinds[record]) for pipeline, stage, record in stages],
    )
    fill_table(
        "outcome_stage",
        "pipeline text, outcome text, id bigint",
        [(name, "won", record) for name, record in found.won.items()]
        + [(name, "lost", record) for name, record in found.lost.items()],
    )


def named_sql(context: RunContext) -> str:
    """Every pipeline and stage that opportunities, their dates of stages and their history name."""
    parts = [
        "SELECT coalesce(pipeline, '') AS pipeline, stage, probability, id FROM all_opportunities WHERE reason IS NULL",
        "SELECT coalesce(pipeline, ''), last_stage, NULL, id FROM all_opportunities WHERE reason IS NULL AND last_stage IS NOT NULL",
        "SELECT coalesce(pipeline, ''), entered, NULL, id FROM all_opportunities, jsonb_object_keys(stage_moments) AS entered"
        " WHERE reason IS NULL AND stage_moments <> '{}'",
    ]
    if "history" in context.kinds:
        parts += [
            f"SELECT coalesce(o.pipeline, ''), h.{column}, NULL, o.id FROM all_history AS h JOIN history_row AS r ON r.id = h.id"
            f" JOIN all_opportunities AS o ON o.id = r.opportunity WHERE h.{column} IS NOT NULL"
            for column in ("stage", "old_stage")
        ]
    return " UNION ALL ".join(parts)


def named_stages(context: RunContext) -> dict[str, dict[str, Decimal | None]]:
    """Pipeline to its stages with their mean probability, in the order of probability and first row."""
    rows = fetch(
        f"SELECT pipeline, stage, avg(probability), min(id) FROM ({named_sql(context)}) AS named GROUP BY 1, 2"
        " ORDER BY 3 NULLS LAST, 4"
    )
    found: dict[str, dict[str, Decimal | None]] = {name: {} for name in sorted({row[0] for row in rows})}
    for pipeline, stage, probability, _ in rows:
        if stage is not None:
            found[pipeline][stage] = probability
    for stages in found.values():
        forget_untouched_probabilities(stages, context)
    return found


def forget_untouched_probabilities(stages: dict[str, Decimal | None], context: RunContext) -> None:
    """100 % on every open stage is what a system has that nobody told anything."""
    opens = [stage for stage in stages if context.stage_kind(stage) == "open"]
    if opens and all(stages[stage] is not None and stages[stage] == 1 for stage in opens):
        for stage in opens:
            stages[stage] = None


def pipeline_for(name: str, stages: dict[str, Decimal | None], context: RunContext) -> int:
    """The pipeline that was said, else that of the name, else one that has all these stages, else a new one."""
    wanted = context.pipeline or name
    pipelines = fetch("SELECT id, name FROM pipeline WHERE NOT is_removed ORDER BY position, id")
    for record, own in pipelines:
        if wanted and fold(own) == fold(wanted):
            return int(record)
    if not wanted:
        for record, _ in pipelines:
            if fits(int(record), stages, context):
                return int(record)
        wanted = context.pipeline_hint or "Imported"
        for record, own in pipelines:
            if fold(own) == fold(wanted):
                return int(record)
    with as_import(context):
        rows = fetch(
            "INSERT INTO pipeline (name, position, created_at)"
            " VALUES (%s, (SELECT coalesce(max(position) + 1, 0) FROM pipeline), %s) RETURNING id",
            [wanted, context.earliest],
        )
    context.warn(f"the pipeline “{wanted}” is new; look at the order and the probabilities of its stages")
    return int(rows[0][0])


def fits(pipeline: int, stages: dict[str, Decimal | None], context: RunContext) -> bool:
    """Whether every open stage is there by name; won and lost are there in any pipeline."""
    own = {fold(stage) for _, stage, _ in stages_of(pipeline)}
    return bool(own) and all(fold(stage) in own or context.stage_kind(stage) != "open" for stage in stages)


def stages_of(pipeline: int) -> list[tuple[int, str, str]]:
    """Id, name and kind, in order."""
    rows = fetch(
        "SELECT id, name, kind FROM stage WHERE pipeline_id = %s AND NOT is_removed ORDER BY position, id",
        [pipeline],
    )
    return [(int(record), str(name), str(kind)) for record, name, kind in rows]


def missing(
    stages: dict[str, Decimal | None], known: dict[str, tuple[int, str]], context: RunContext
) -> list[str]:
    """Stages to make: open ones that are not there, and one for won and lost each if there is none of the kind."""
    wanted = []
    kinds = {kind for _, kind in known.values()}
    for stage in stages:
        kind = context.stage_kind(stage)
        if fold(stage) not in known and (kind == "open" or kind not in kinds):
            wanted.append(stage)
            kinds.add(kind)
    for kind, name in (("won", DEFAULT_WON), ("lost", DEFAULT_LOST)):
        if kind not in kinds:
            wanted.append(name)
            stages.setdefault(name, None)
    return wanted


def closing_stage(
    stage: str, name: str, found: Ways, known: dict[str, tuple[int, str]], context: RunContext
) -> int:
    """A second name for won or lost goes to the stage of its kind."""
    if fold(stage) in known:
        return known[fold(stage)][0]
    return found.won[name] if context.stage_kind(stage) == "won" else found.lost[name]


def share_of(name: str, probability: Decimal | None, context: RunContext) -> Decimal:
    """The probability of a stage: 1 and 0 for won and lost, else theirs, else as the presets know it, else a half."""
    match context.stage_kind(name):
        case "won":
            return Decimal(1)
        case "lost":
            return Decimal(0)
    return probability if probability is not None else KNOWN_STAGES.get(fold(name), Decimal("0.5"))


def in_order(
    pipeline: str, wanted: list[str], stages: dict[str, Decimal | None], context: RunContext
) -> list[str]:
    """Open stages, then won, then lost; the open ones by probability, or as their history goes where one has none."""
    opens = [stage for stage in wanted if context.stage_kind(stage) == "open"]
    ends = sorted(set(wanted) - set(opens), key=lambda stage: (context.stage_kind(stage) == "lost", stage))
    is_unclear = any(stages[stage] is None and fold(stage) not in KNOWN_STAGES for stage in opens)
    if is_unclear and (places := order.places(pipeline, context)):
        return sorted(opens, key=lambda stage: places.get(stage, len(places))) + ends
    return sorted(opens, key=lambda stage: share_of(stage, stages[stage], context)) + ends


def make_stage(pipeline: int, name: str, share: Decimal, position: int, context: RunContext) -> int:
    """A stage of a kind by its name."""
    with as_import(context):
        rows = fetch(
            "INSERT INTO stage (pipeline_id, name, kind, position, probability, guidance, required_fields, checklist, created_at)"
            " VALUES (%s, %s, %s, %s, %s, '', '{}', '{}', %s) RETURNING id",
            [
                pipeline,
                name,
                context.stage_kind(name),
                position,
                share.quantize(Decimal("0.0001")),
                context.earliest,
            ],
        )
    return int(rows[0][0])


def pipeline_stages(named: list[tuple[int, str]], context: RunContext) -> None:
    """The table `stage_in`: of pipelines that are there, the stage that each name means; a missing open one is made."""
    known: dict[int, dict[str, tuple[int, str]]] = {}
    rows = []
    for pipeline, name in named:
        if pipeline not in known:
            known[pipeline] = {fold(stage): (record, kind) for record, stage, kind in stages_of(pipeline)}
        stages = known[pipeline]
        if fold(name) not in stages:
            kind = context.stage_kind(name)
            record = next((record for record, own in stages.values() if own == kind != "open"), None)
            if record is None:
                record = make_stage(pipeline, name, share_of(name, None, context), len(stages), context)
                context.warn(
                    f"the stage “{name}”, which the history names, is new; look at its place and probability"
                )
            stages[fold(name)] = (record, kind)
        rows.append((pipeline, name, stages[fold(name)][0]))
    fill_table("stage_in", "pipeline bigint, stage text, id bigint", rows)
