"""The book: the only place that knows Peewee. Named functions go in, frozen dataclasses come out."""
