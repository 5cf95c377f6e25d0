"""Everything in a drawing that the kit fills: slots, their sample words, shapes that follow words, and the live box."""
