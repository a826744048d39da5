"""The ways to a telephone line: by hand, a link, a command, baresip. Each is a :class:`~.protocol.Dialer`."""
