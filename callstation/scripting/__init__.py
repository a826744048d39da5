"""Call scripts: sections of Jinja2 text, kept on a shelf, rendered for one person inside fences."""
