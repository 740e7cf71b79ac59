"""A module a report: `tell(asked, state) -> Told`. Loaded when it is asked for. No Django but for the texts."""
