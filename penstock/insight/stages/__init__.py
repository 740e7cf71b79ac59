"""Where time goes, where sales stall, which ways they take, and whether the stages' probabilities are true."""
