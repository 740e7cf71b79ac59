"""What can be done to opportunities and their pipelines; the only place that writes them."""

from penstock.records.pipeline.actions.bulk import remove_many, undo, update_many
from penstock.records.pipeline.actions.ground import lay_ground
from penstock.records.pipeline.actions.moves import lose, move, reopen, win
from penstock.records.pipeline.actions.opportunities import (
    convert_lead,
    create_opportunity,
    remove_opportunity,
    restore_opportunity,
    tick,
    touch,
    update_opportunity,
)
from penstock.records.pipeline.actions.sides import add_person, add_user, remove_person, remove_user
from penstock.records.pipeline.actions.stages import (
    create_competitor,
    create_loss_reason,
    create_pipeline,
    create_stage,
    order_loss_reasons,
    order_stages,
    remove_pipeline,
    remove_stage,
    remove_word,
    restore_pipeline,
    restore_stage,
    restore_word,
    update_pipeline,
    update_stage,
    update_word,
)

__all__ = [
    "add_person",
    "add_user",
    "convert_lead",
    "create_competitor",
    "create_loss_reason",
    "create_opportunity",
    "create_pipeline",
    "create_stage",
    "lay_ground",
    "lose",
    "move",
    "order_loss_reasons",
    "order_stages",
    "remove_many",
    "remove_opportunity",
    "remove_person",
    "remove_pipeline",
    "remove_stage",
    "remove_user",
    "remove_word",
    "reopen",
    "restore_opportunity",
    "restore_pipeline",
    "restore_stage",
    "restore_word",
    "tick",
    "touch",
    "undo",
    "update_many",
    "update_opportunity",
    "update_pipeline",
    "update_stage",
    "update_word",
    "win",
]
