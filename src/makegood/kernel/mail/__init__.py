"""Mail as RFC 5322 and MIME have it, and as the world sends it: `parse` (bytes → Mail) and `compose` (Letter → bytes).

Pure: no settings, no database, no clock. Parsing never raises and needs memory in proportion to the message.
"""
