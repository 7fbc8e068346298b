"""What colleagues wrote among themselves is searched as what customers wrote: stemmed in the writer's language and plain."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION makegood_fill_words_of_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.words := makegood_words(
        coalesce((SELECT language FROM people_staff WHERE id = NEW.by_id), ''), NEW.body);
    RETURN NEW;
END
$$;

CREATE TRIGGER note_words BEFORE INSERT OR UPDATE OF body ON cases_note
FOR EACH ROW EXECUTE FUNCTION makegood_fill_words_of_note();

UPDATE cases_note SET body = body;
"""

BACKWARD = """
DROP TRIGGER note_words ON cases_note;
DROP FUNCTION makegood_fill_words_of_note();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0017_words_of_notes"),
        ("messages", "0022_mails_thrown_away"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
