"""The search: from a problem to slots, step by step, with what no schedule can beat."""
