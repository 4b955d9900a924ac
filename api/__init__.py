"""The ways in: command line now, web pages and HTTP later."""
