"""The cards of a column as HTML: drawn in Python, because a board has some hundred of them."""

from datetime import date

from markupsafe import Markup, escape

from penstock.faces.ui import addresses, components, formats
from penstock.faces.ui.jinja import text as _
from penstock.faces.ui.jinja import text_of_number as ngettext
from penstock.faces.ui.opportunities.columns import Card, Column
from penstock.records.pipeline.models import Opportunity, Stage


def cards_of(column: Column, came_from: str, today: date) -> Markup:
    """A column's cards; came_from: what their links carry, so that `j` and `k` go through the same opportunities."""
    return Markup("".join(_card(card, column.stage, came_from, today) for card in column.cards))


def _card(card: Card, stage: Stage, came_from: str, today: date) -> str:
    pk, name = card.opportunity.pk, escape(card.opportunity.name)
    address = escape(addresses.page_of_record("opportunity", pk) + came_from)
    move = addresses.page_of_record("opportunity-stage", pk) if card.may_change else ""
    moves = f' data-move-href="{move}"' if move else ""
    return (
        f'<article class="card" id="card-{pk}" data-item data-peek-href="{address}"{moves} data-version="{stage.pk}">\n'
        f'  <h3 class="card__name"><a href="{address}" data-open>{name}</a></h3>\n'
        f"{_company(card, stage)}{_step(card, stage, today)}{_stale(card)}{_arrow(move, card.opportunity)}"
        "</article>\n"
    )


def _company(card: Card, stage: Stage) -> str:
    company = card.opportunity.company
    if not company and not card.amount:
        return ""
    won = " card__amount--won" if stage.kind == "won" else ""
    called = escape(company.name) if company else ""
    amount = formats.money(card.amount)
    return f'  <div class="card__row"><span>{called}</span><span class="card__amount{won}">{amount}</span></div>\n'


def _step(card: Card, stage: Stage, today: date) -> str:
    step = card.opportunity.next_step
    look = "" if step else ' class="faint"'
    said = escape(step) if step else _("No next step") if stage.is_open else ""
    owner = card.opportunity.owner
    whose = components.avatar(owner.name, owner.pk) if owner else components.avatar("")
    return (
        f'  <div class="card__row">\n    <span{look}>{said}</span>\n    <span>{_day(card, today)}{whose}</span>\n'
        "  </div>\n"
    )


def _day(card: Card, today: date) -> str:
    if card.day is None:
        return ""
    day = escape(formats.day(card.day, today))
    if not card.is_late:
        return day
    return f'<span class="card__late" title="{_("The day has passed")}">{_("late")} {day}</span>'


def _stale(card: Card) -> str:
    if card.stale_days is None:
        return ""
    said = ngettext("Stale: %(num)s day", "Stale: %(num)s days", card.stale_days)
    return f'  <div class="card__row"><span class="chip chip--risk">{said}</span></div>\n'


def _arrow(move: str, opportunity: Opportunity) -> str:
    if not move:
        return ""
    said = _("Move %(name)s", name=opportunity.name)
    icon = components.icon("arrow")
    return f'  <a class="card__move" href="{move}" hx-get="{move}" hx-target="#dialog" aria-label="{said}">{icon}</a>\n'
