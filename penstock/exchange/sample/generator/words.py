"""What is sold, said and written in the simulated company: names of opportunities, reasons, notes, tasks."""

STAGES = ("Appointment scheduled", "Qualified to buy", "Presentation scheduled", "Contract sent")
WON, LOST = "Closed won", "Closed lost"
EXPECTED_DAYS = (10, 14, 14, 10)

# One tuple for each of places.INDUSTRIES; {n} is a number of vehicles, halls, pumps.
OFFERS = (
    (
        "Fleet telematics rollout", "Trailer tracking", "Yard gate upgrade", "Route planning, {n} vans", "Driver app",
        "Fuel analytics", "Tachograph service", "Two-depot pilot", "Dock sensors", "Delivery proof, {n} drivers",
    ),
    (
        "Cold-chain sensors", "Cold-store alarms", "Reefer monitoring, {n} trailers", "Hygiene records without paper",
        "Batch tracing pilot", "Door-open alerts", "Freezer energy watch", "Warehouse scanners", "Dock temperature log",
    ),
    (
        "Machine condition watch", "Compressed-air audit", "Spindle vibration sensors", "Energy metering, {n} halls",
        "Warehouse scanners", "Tool crib tags", "Downtime board", "Forklift safety zones", "Press line retrofit",
    ),
    (
        "Pump station telemetry", "Leak detection, {n} districts", "Remote meter reading", "Turbine vibration watch",
        "Reservoir level sensors", "Substation monitoring", "Well field pilot", "Night flow alarms", "Boiler house data",
    ),
)  # fmt: skip
SEQUELS = ("{offer}, second site", "{offer}, extension", "{offer}, renewal", "{offer}")

# Sources and reasons are called as a new installation calls them, so that the sample adds none.
LEAD_SOURCES = ("Search", "Advertising", "Social media", "E-mail", "Event", "Referral")
OTHER_SOURCES = ("Cold call", "Partner", "Referral")
LOSS_REASONS = (
    "Price", "No budget", "Competitor", "No decision", "Bad timing", "Missing feature", "No answer",
)  # fmt: skip
COMPETITORS = ("Velmar Systems", "Loopfleet", "Kettwig Sensorik", "Ostara Track")
DISQUALIFIED = (
    "No answer", "Not our field", "Student or job seeker", "Advertising", "Wrong contact data", "No budget"
)  # fmt: skip

JOB_TITLES = (
    "Head of operations", "Managing director", "Fleet manager", "Purchasing manager", "IT manager", "Quality manager",
    "Plant manager", "Maintenance lead", "Controller", "Project engineer",
)  # fmt: skip
BUYING_ROLES = ("decides", "uses", "checks", "influences")

INTENTS = ("learning", "comparing", "buying")
# One tuple for each of INTENTS.
MESSAGES = (
    ("Downloaded the guide: sensors without wiring.", "Please add me to the webinar in spring.", "Just reading up."),
    (
        "How do you differ from what we have today?", "Which gateways do you support?",
        "We look at three suppliers and decide this quarter.",
    ),
    ("Please call me about a price for {n} units.", "We would like a demo next week.", "Need an offer by Friday."),
)  # fmt: skip

# One tuple for each of STAGES.
NEXT_STEPS = (
    ("Call to confirm the appointment", "Send agenda", "Book demo", "Ask who else decides"),
    ("Budget holder on call", "Share case study", "Agree on the pilot site", "Collect the requirements"),
    ("Demo on site", "Answer price objection", "Involve their IT", "Send offer"),
    ("Signature promised", "Legal questions answered", "Call about the contract", "Agree on the start date"),
)
NOTES = (
    "Call with {first}: they want it settled before their busy season.",
    "{first} has to convince the board; sent two slides with the savings.",
    "Met on site. Old system is out of maintenance, {first} is under pressure.",
    "Price was the topic again. {first} asks for three years instead of five.",
    "{first} on holiday until next week, the deputy knows nothing.",
    "Good talk: {first} showed us the dispatch room, six people, all on paper.",
    "Sent the case study; {first} will share it with the plant in {city}.",
    "IT wants to see the interface description first. {first} forwards it.",
    "They also talk to {competitor}. {first} prefers us because of the service.",
    "Left a message. Second attempt this week.",
)
TASKS = (
    "Call {first}", "Send the offer to {first}", "Prepare the demo", "Ask {first} about the budget",
    "Follow up on the contract", "Send references", "Confirm the appointment",
)  # fmt: skip
LEAD_TASKS = ("Call {first} back", "Answer the question of {first}", "Find out who decides")
