"""The fair office: one function per thing people do with the records of a fair."""
