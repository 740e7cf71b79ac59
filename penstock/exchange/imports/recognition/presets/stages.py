"""Probabilities that other systems give to their stages, for stages that come without one (folded name to share)."""

from decimal import Decimal

from penstock.exchange.imports.converting.texts import fold

SHARES = {
    "0.05": "New|Subscriber",
    "0.1": "Prospecting|Prospect|Qualification|Lead In|Open|Discovery|Contact Made|Initial Contact|Submitted",
    "0.2": "Appointment Scheduled|Needs Analysis|Qualified|Engaging|Engaged|Meeting|Follow Up|Assigned",
    "0.25": "Demo/Making|Demo Scheduled|Demo|Initial Offer",
    "0.4": "Qualified To Buy|Value Proposition|Presentation Scheduled|Presentation",
    "0.5": "Proposal|Proposal/Quotation|Proposal Made|Evaluation",
    "0.6": "Id. Decision Makers|Identify Decision Makers",
    "0.7": "Perception Analysis|Proposition",
    "0.75": "Proposal/Price Quote|Quote|Quotation|Negotiations Started",
    "0.8": "Decision Maker Bought-In|Negotiation|Verbal Commitment",
    "0.9": "Negotiation/Review|Contract Sent|Ready to Close|Contract|Verbal Agreement",
}
KNOWN_STAGES = {fold(name): Decimal(share) for share, names in SHARES.items() for name in names.split("|")}
