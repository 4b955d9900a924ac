"""All records as one file, and back: the same file for SQLite and for PostgreSQL."""
