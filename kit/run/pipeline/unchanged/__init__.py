"""What a build does not make again because nothing has changed that it was made from."""
