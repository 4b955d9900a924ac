"""Editing a schedule by hand: what an edit does, what follows from it, where there is room."""
