"""Invented fairs in nine languages, with the truth of who sells what is wanted."""
