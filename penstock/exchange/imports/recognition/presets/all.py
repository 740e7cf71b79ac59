"""Every preset, the systems first."""

from penstock.exchange.imports.recognition.presets import (
    bitrix,
    dynamics,
    espocrm,
    generic,
    generic_ours,
    generic_roles,
    hubspot,
    odoo,
    pipedrive,
    pipedrive_more,
    salesforce,
    smaller,
    suitecrm,
    zoho,
)

ROOMS = (
    salesforce,
    hubspot,
    pipedrive,
    pipedrive_more,
    zoho,
    espocrm,
    odoo,
    suitecrm,
    dynamics,
    bitrix,
    smaller,
)
SYSTEM_PRESETS = tuple(preset for room in ROOMS for preset in room.PRESETS)
SYSTEMS = tuple(dict.fromkeys(preset.system for preset in SYSTEM_PRESETS))
GENERIC_PRESETS = generic.PRESETS + generic_roles.PRESETS + generic_ours.PRESETS
