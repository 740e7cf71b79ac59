"""Why sales are won and lost, what goes with winning, and who needs help with what."""
