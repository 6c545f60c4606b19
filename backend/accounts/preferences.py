"""What a reader chose for their pages."""

THEME_COOKIE = "tiqiao_theme"
THEMES = ("light", "dark")
YEAR = 365 * 24 * 3600  # seconds that a choice is kept
