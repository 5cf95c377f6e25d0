"""The parts of a drawing that have a meaning: slots, their sample words, followers, and the live box."""
