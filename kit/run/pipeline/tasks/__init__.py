"""The tasks of builds: what is made together, who makes it, and how results come back from where it is done."""
