"""The connection to another machine is TLS by default."""

from __future__ import annotations

import pytest

from callstation.store.tls import with_tls


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("postgresql://dana@db.example.com/calls", "postgresql://dana@db.example.com/calls?sslmode=require"),
        ("postgresql://db.example.com/calls?a=b", "postgresql://db.example.com/calls?a=b&sslmode=require"),
        ("postgresql:///calls?host=db.example.com", "postgresql:///calls?host=db.example.com&sslmode=require"),
        ("postgresql://192.0.2.7,127.0.0.1/calls", "postgresql://192.0.2.7,127.0.0.1/calls?sslmode=require"),
    ],
)
def test_another_machine(url: str, asked: str) -> None:
    assert with_tls(url) == asked


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://dana@localhost/calls",
        "postgresql://127.0.0.1:5433/calls",
        "postgresql://[::1]/calls",
        "postgresql:///calls",
        "postgresql:///calls?host=/run/postgresql",
        "postgresql://db.example.com/calls?sslmode=verify-full",
        "postgresql://db.example.com/calls?sslmode=disable",
    ],
)
def test_this_machine_and_whoever_says_otherwise(url: str) -> None:
    assert with_tls(url) == url
