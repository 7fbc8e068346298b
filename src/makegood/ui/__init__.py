"""What every page is made of: base layouts, parts, styles, small scripts, and the template environment."""
