"""Rules on the texts of a campaign as `kit.yaml` has them: how they are written, and the facts typed into them."""
