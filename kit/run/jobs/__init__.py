"""Run tasks in worker processes: paint and encode pictures within limits on memory and time."""
