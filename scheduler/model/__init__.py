"""The exact CP-SAT model of small and odd fairs and of neighbourhoods."""
