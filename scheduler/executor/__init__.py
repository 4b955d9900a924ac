"""Where work that splits into parts is done: here, in a pool of processes, or on a cluster."""
