"""Every preset, the systems first."""

from penstock.exchange.imports.recognition.presets import (
    dynamics,
    espocrm,
    generic,
    hubspot,
    odoo,
    pipedrive,
    salesforce,
    suitecrm,
    zoho,
)

SYSTEMS = ("salesforce", "hubspot", "pipedrive", "zoho", "espocrm", "odoo", "suitecrm", "dynamics")
SYSTEM_PRESETS = tuple(
    preset
    for system in (salesforce, hubspot, pipedrive, zoho, espocrm, odoo, suitecrm, dynamics)
    for preset in system.PRESETS
)
GENERIC_PRESETS = generic.PRESETS
