"""One cohort, followed to its end: how many reached each step, who is on the way, who dropped where, and why."""
