"""Parts of screens; each carries its own style."""
