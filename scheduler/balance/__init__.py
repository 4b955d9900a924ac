"""Whether enough suppliers, tables and hours are there, before anything is scheduled."""
