"""Every preset, the systems first."""

from penstock.exchange.imports.recognition.presets import (
    espocrm,
    generic,
    hubspot,
    pipedrive,
    salesforce,
    zoho,
)

SYSTEMS = ("salesforce", "hubspot", "pipedrive", "zoho", "espocrm")
SYSTEM_PRESETS = (*salesforce.PRESETS, *hubspot.PRESETS, *pipedrive.PRESETS, *zoho.PRESETS, *espocrm.PRESETS)
GENERIC_PRESETS = generic.PRESETS
