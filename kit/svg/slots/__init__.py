"""What a drawing has for the kit to fill: slots, their sample words, what follows words, and the live box."""
