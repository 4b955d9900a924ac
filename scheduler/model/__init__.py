"""Exact models: small fairs, odd fairs and neighbourhoods of large ones."""
