"""Where people live: places as they are written, and the zones that an address or a number leaves possible."""
