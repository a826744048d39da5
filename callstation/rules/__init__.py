"""The rules of the product as pure functions over frozen data: no screen, no database, no file."""
