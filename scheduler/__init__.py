"""The thinking: facts in, a checked schedule out. No files, no web, no database."""
