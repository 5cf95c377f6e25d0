"""Run tasks in worker processes: paint and encode pictures under limits of memory and time."""
