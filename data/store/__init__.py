"""Every query on the records, a file a subject; services ask here and nowhere else."""
