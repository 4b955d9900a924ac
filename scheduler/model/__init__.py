"""The exact CP-SAT model: small fairs, odd fairs and neighbourhoods of large ones."""
