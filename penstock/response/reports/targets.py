"""What something is done about, as addresses and commands have it: leak:stalled, stage:12, metric:win_rate."""

WEAK_STAGE = "weak stage:"


def target_of_leak(name: str) -> str:
    """What fewer pass is the stage's: one thing is done about it, whichever page one comes from."""
    return f"stage:{name.removeprefix(WEAK_STAGE)}" if name.startswith(WEAK_STAGE) else f"leak:{name}"
