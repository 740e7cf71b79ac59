"""The table of the ladder: each address of the screens by name, and who may do what there."""

from typing import Any

from tests.faces.rows import (
    ADMINISTRATOR,
    EVERYBODY,
    EXPORTERS,
    NOBODY,
    SALES_SETUP,
    SEE,
    WRITERS,
    Row,
    both,
    of_record,
)


def of_list(name: str, kind: str) -> dict[str, Row]:
    """The addresses of a list: everybody sees it, with what is theirs to see in it."""
    bulk = WRITERS - {"marketer"} if kind == "opportunity" else WRITERS
    own_view = {
        "visible": EVERYBODY,
        "post": frozenset({"administrator", "representative"}),
        "arguments": {"pk": f"view.{kind}"},
    }
    return {
        name: Row(get=EVERYBODY),
        f"{name}-totals": Row(get=EVERYBODY),
        f"{name}-filters": Row(get=EVERYBODY),
        f"{name}-bulk": Row(get=bulk, post=bulk),
        f"{name}-export": Row(post=EXPORTERS),
        f"{name}-views": Row(post=EVERYBODY, data={"name": "Mine"}),
        f"{name}-view": Row(**own_view, data={"name": "Ours"}),
        f"{name}-view-removal": Row(**own_view),
    }


def of_task() -> Row:
    """A task is its user's."""
    mine = frozenset({"representative"})
    return Row(post=mine, visible=mine, arguments={"task_id": "task.opportunity"})


# Who may change and remove what is the representative's; a marketer changes all but opportunities, removes leads.
SELLERS = frozenset({"administrator", "manager", "representative"})
CHANGERS = dict.fromkeys(("company", "person", "lead"), SELLERS | {"marketer"}) | {"opportunity": SELLERS}
REMOVERS = dict.fromkeys(("company", "person", "opportunity"), SELLERS) | {"lead": SELLERS | {"marketer"}}
A_FACT = {"company": "city", "person": "city", "lead": "message", "opportunity": "next_step"}


def of_page(kind: str) -> dict[str, Row]:
    """The page of a record of this kind, and what every kind has below it."""
    change, remove, write = CHANGERS[kind], REMOVERS[kind], SEE - {"viewer"}
    return {
        kind: of_record(kind, get=SEE),
        f"{kind}-fact": of_record(kind, get=change, post=change, name=A_FACT[kind]),
        f"{kind}-notes": of_record(kind, post=write),
        f"{kind}-calls": of_record(kind, post=write),
        f"{kind}-tasks": of_record(kind, post=write),
        f"{kind}-task-completion": of_record(kind, post=SELLERS, activity=f"task.{kind}"),
        f"{kind}-files": of_record(kind, post=write),
        f"{kind}-file": of_record(kind, get=SEE, activity=f"file.{kind}"),
        f"{kind}-removal": of_record(kind, post=remove),
        # Without the instant at which it was there, there is nothing to bring back.
        f"{kind}-restoration": Row(post=EVERYBODY, visible=NOBODY, arguments={"pk": kind}),
    }


# What a stranger gets from the sign-in family: allauth's own views, in our pages.
FAMILY = {
    "account_login": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_signup": 200,
    "account_reauthenticate": 302,
    "account_email": 302,
    "account_email_verification_sent": 200,
    "account_change_password": 302,
    "account_set_password": 302,
    "account_reset_password": 200,
    "account_confirm_login_code": 302,
    "account_confirm_email": 200,
    "account_reset_password_from_key_done": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_done": 200,
    "mfa_index": 302,
    "mfa_authenticate": 302,
    "mfa_reauthenticate": 302,
    "mfa_activate_totp": 302,
    "mfa_deactivate_totp": 302,
    "mfa_view_recovery_codes": 302,
    "mfa_generate_recovery_codes": 302,
    "mfa_download_recovery_codes": 302,
    "usersessions_list": 302,
}
FAMILY_ARGUMENTS = {
    "account_confirm_email": {"key": "nokey"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "no-key"},
}
# The page of keys and the choice of theme say nothing about anybody.
OPEN = {"keys": {"get": 200, "post": 405}, "appearance": {"get": 405, "post": 302}}
# Asked by pages that are open; a stranger's get nothing.
OPEN |= {"notices-count": {"get": 204, "post": 405}}

# Who brings files in, and who may take a whole run back.
IMPORTERS = frozenset({"administrator", "manager", "marketer"})
# Who sees the manager's run, and may take it back.
BRINGERS = IMPORTERS - {"marketer"}


def of_run(**may: Any) -> Row:
    """The manager's: another who may import does not see it, who may not hears that they may not."""
    verbs = {verb: may.pop(verb) for verb in ("get", "post") if verb in may}
    return Row(**verbs, visible=EVERYBODY - {"marketer"}, arguments={"pk": "import_run", **may})


# An alert is its user's alone.
ALERTED = frozenset({"representative"})


def of_alert(get: frozenset[str] = NOBODY, post: frozenset[str] = NOBODY, **arguments: str) -> Row:
    return Row(get, post, ALERTED, {"alert_id": "alert", **arguments})


# It is about the representative's own records: seen by whose reports hold them, judged by her and those above.
JUDGES = frozenset({"administrator", "manager", "representative"})


def of_intervention(get: frozenset[str] = NOBODY) -> Row:
    return Row(get, JUDGES, JUDGES | {"marketer", "viewer"}, {"intervention_id": "intervention"})


# The representative's dashboard is shared with everybody.
BOARD_CHANGERS = frozenset({"administrator", "representative"})

ROWS: dict[str, Row] = {
    "import": Row(get=IMPORTERS, post=IMPORTERS),
    "import-set": Row(get=IMPORTERS, post=IMPORTERS, arguments={"token": "upload"}),
    "import-run": of_run(get=BRINGERS),
    "import-run-undoing": of_run(post=BRINGERS),
    "import-owners": both(ADMINISTRATOR),
    "exports": Row(get=ADMINISTRATOR),
    "export-workspace": Row(post=ADMINISTRATOR),
    "import-run-resumption": of_run(post=BRINGERS),
    "import-run-refusals": of_run(get=BRINGERS),
    "import-run-same": of_run(get=BRINGERS),
    "import-run-records": of_run(get=BRINGERS, what="created"),
    "import-run-finding": of_run(get=BRINGERS, number="0"),
    "import-run-refused": of_run(get=BRINGERS),
    "keys": Row(get=EVERYBODY),
    "appearance": Row(post=EVERYBODY),
    **of_list("companies", "company"),
    **of_list("people", "person"),
    **of_list("leads", "lead"),
    **of_list("opportunity-list", "opportunity"),
    # There is no such act, which everybody may hear.
    "bulk-undo": Row(post=EVERYBODY, arguments={"act": "1"}),
    "search": Row(get=EVERYBODY),
    "company-names": Row(get=EVERYBODY),
    "person-names": Row(get=EVERYBODY),
    "home": Row(get=EVERYBODY),
    "sample": both(ADMINISTRATOR),
    "tasks": Row(get=EVERYBODY),
    "task-completion": of_task(),
    "task-completion-undo": of_task(),
    "notices": Row(get=EVERYBODY),
    "notices-count": Row(get=EVERYBODY),
    "notices-reading": Row(post=EVERYBODY),
    "settings": Row(get=EVERYBODY),
    "settings-you": both(EVERYBODY),
    "settings-keys": Row(get=WRITERS),
    "settings-new-key": both(WRITERS),
    "settings-workspace": both(ADMINISTRATOR),
    "settings-sample-removal": Row(post=ADMINISTRATOR),
    "settings-hours": both(ADMINISTRATOR),
    "settings-bands": both(ADMINISTRATOR),
    "settings-users": Row(get=ADMINISTRATOR),
    "settings-new-user": both(ADMINISTRATOR),
    "settings-user": both(ADMINISTRATOR, user_id="user"),
    "settings-user-password": Row(post=ADMINISTRATOR, arguments={"user_id": "user"}),
    "settings-new-team": both(ADMINISTRATOR),
    "settings-team": both(ADMINISTRATOR, team_id="team"),
    "settings-team-removal": Row(post=ADMINISTRATOR, arguments={"team_id": "team"}),
    "settings-team-return": Row(post=ADMINISTRATOR, arguments={"team_id": "gone_team"}),
    "settings-pipeline-return": Row(post=ADMINISTRATOR, arguments={"pipeline_id": "gone_pipeline"}),
    "settings-stage-return": Row(post=ADMINISTRATOR, arguments={"stage_id": "gone_stage"}),
    "settings-pipelines": Row(get=SALES_SETUP),
    "settings-new-pipeline": both(ADMINISTRATOR),
    "settings-pipeline": both(ADMINISTRATOR, pipeline_id="pipeline"),
    "settings-pipeline-removal": Row(post=ADMINISTRATOR, arguments={"pipeline_id": "pipeline"}),
    "settings-new-stage": both(ADMINISTRATOR, pipeline_id="pipeline"),
    "settings-stage": both(SALES_SETUP, stage_id="stage"),
    "settings-stage-place": Row(post=ADMINISTRATOR, arguments={"stage_id": "stage"}),
    "settings-stage-removal": both(ADMINISTRATOR, stage_id="stage"),
    "settings-fields": Row(get=ADMINISTRATOR),
    "settings-new-field": both(ADMINISTRATOR),
    "settings-field": both(ADMINISTRATOR, field_id="field"),
    "settings-field-place": Row(post=ADMINISTRATOR, arguments={"field_id": "field"}),
    "settings-field-removal": Row(post=ADMINISTRATOR, arguments={"field_id": "field"}),
    "settings-field-return": Row(post=ADMINISTRATOR, arguments={"field_id": "field"}),
    "settings-metrics": both(SALES_SETUP),
    "settings-metric-removal": Row(post=SALES_SETUP, arguments={"name": "own_metric"}),
    "settings-benchmarks": both(SALES_SETUP),
    "settings-benchmark-removal": Row(post=SALES_SETUP, arguments={"benchmark_id": "benchmark"}),
    "settings-rates": both(ADMINISTRATOR),
    "settings-rate-removal": Row(post=ADMINISTRATOR, arguments={"rate_id": "rate"}),
    "settings-rate-return": Row(post=ADMINISTRATOR, arguments={"rate_id": "rate"}),
    "settings-key-end": Row(
        post=frozenset({"administrator", "representative"}),
        visible=frozenset({"administrator", "representative", "viewer"}),
        arguments={"key_id": "key"},
    ),
    "settings-sources": both(SALES_SETUP | {"marketer"}),
    "settings-loss-reasons": both(SALES_SETUP),
    "settings-competitors": both(SALES_SETUP),
    "settings-word": both(SALES_SETUP, kind="competitors", word_id="competitor"),
    "settings-word-place": Row(
        post=SALES_SETUP, arguments={"kind": "loss-reasons", "word_id": "loss_reason"}
    ),
    "settings-word-removal": Row(
        post=SALES_SETUP, arguments={"kind": "competitors", "word_id": "competitor"}
    ),
    "settings-word-return": Row(post=SALES_SETUP, arguments={"kind": "competitors", "word_id": "competitor"}),
    "alerts": both(EVERYBODY),
    "alert": of_alert(get=ALERTED),
    # A test asks the mirror, which knows nothing of a test's own transaction: tests/faces/ui/alerts.
    "alert-test": Row(post=EVERYBODY, visible=NOBODY, arguments={"alert_id": "no_alert"}),
    "alert-switch": of_alert(post=ALERTED),
    "alert-removal": of_alert(post=ALERTED),
    "alert-crossing": of_alert(get=ALERTED, crossing_id="crossing"),
    "dashboards": Row(get=EVERYBODY),
    "dashboard": Row(get=EVERYBODY, arguments={"name": "dashboard"}),
    "dashboard-wall": Row(get=EVERYBODY, arguments={"name": "dashboard"}),
    "dashboard-tiles": Row(get=EVERYBODY, arguments={"name": "dashboard"}),
    # It has no tiles, so nobody finds any.
    "dashboard-rows": Row(get=EVERYBODY, visible=NOBODY, arguments={"name": "dashboard", "place": "0"}),
    "dashboard-copy": Row(post=EVERYBODY, arguments={"name": "dashboard"}),
    "dashboard-arrangement": both(BOARD_CHANGERS, name="dashboard"),
    "dashboard-sharing": Row(post=BOARD_CHANGERS, arguments={"name": "dashboard"}),
    "dashboard-removal": Row(post=BOARD_CHANGERS, arguments={"name": "dashboard"}),
    "reports": Row(get=EVERYBODY),
    "report": Row(get=EVERYBODY, arguments={"name": "trend"}),
    "report-probability": Row(post=ADMINISTRATOR, arguments={"stage_id": "stage"}),
    "report-acceptance": Row(post=SALES_SETUP),
    "report-remark-removal": Row(
        post=ADMINISTRATOR,
        visible=frozenset({"administrator", "marketer", "viewer"}),
        arguments={"remark_id": "remark"},
    ),
    "intervention-new": both(WRITERS),
    "intervention-judgement": of_intervention(get=JUDGES),
    "intervention-removal": of_intervention(),
    "report-watching": Row(post=EVERYBODY, arguments={"name": "trend"}),
    "report-export": Row(get=EVERYBODY, arguments={"name": "trend"}),
    # Without a cell there is nothing behind it.
    "report-beside": Row(get=EVERYBODY, arguments={"name": "stages"}),
    "report-filters": Row(get=EVERYBODY, arguments={"name": "trend"}),
    "report-rows": Row(get=EVERYBODY, visible=NOBODY, arguments={"name": "trend"}),
    "opportunities": Row(get=EVERYBODY),
    "opportunity-changes": Row(get=EVERYBODY),
    "opportunity-new": Row(
        get=SELLERS | {"teammate", "outsider"}, post=SELLERS | {"teammate", "outsider"}, data={"name": "New"}
    ),
    **{f"{kind}-new": Row(get=WRITERS, post=WRITERS) for kind in ("company", "person", "lead")},
    **of_page("opportunity"),
    **of_page("company"),
    **of_page("person"),
    **of_page("lead"),
    "opportunity-stage": of_record("opportunity", get=SELLERS, post=SELLERS),
    "opportunity-closure": of_record("opportunity", get=SELLERS, post=SELLERS),
    "opportunity-reopening": of_record("opportunity", post=SELLERS),
    "opportunity-persons": of_record("opportunity", post=SELLERS),
    "opportunity-person-removal": of_record("opportunity", post=SELLERS, person="person"),
    "opportunity-team": of_record("opportunity", post=SELLERS),
    "opportunity-team-removal": of_record("opportunity", post=SELLERS, user="colleague"),
    "opportunity-checklist": of_record("opportunity", post=SELLERS),
    "company-duplicates": Row(get=EVERYBODY),
    "person-duplicates": Row(get=EVERYBODY),
    "company-merges": of_record("company", post=SELLERS),
    "company-differences": of_record("company", post=SELLERS),
    "company-difference-undo": of_record("company", post=SELLERS, other="company"),
    "person-differences": of_record("person", post=SELLERS),
    "person-difference-undo": of_record("person", post=SELLERS, other="person"),
    "company-unmerging": of_record("company", post=SELLERS, act="1"),
    "person-merges": of_record("person", post=SELLERS),
    "person-unmerging": of_record("person", post=SELLERS, act="1"),
    "lead-status": of_record("lead", post=CHANGERS["lead"]),
    "lead-disqualification": of_record("lead", get=CHANGERS["lead"], post=CHANGERS["lead"]),
    "lead-conversion": of_record("lead", get=SELLERS, post=SELLERS),
}
