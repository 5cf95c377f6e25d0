"""Partners of a campaign: the entries of `partners.yaml`, and the project of the kit of one of them."""
