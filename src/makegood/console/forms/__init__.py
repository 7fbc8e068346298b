"""The pages' forms: what was typed, checked field by field, in the reader's words."""
