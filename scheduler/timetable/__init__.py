"""Exact timetables: who meets whom is given, the times are found."""
