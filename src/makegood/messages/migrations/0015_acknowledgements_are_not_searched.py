"""Nobody looks for the words that stand in every acknowledgement, and every first mail brings one: they get no words."""

from django.db import migrations

FILL = """
CREATE OR REPLACE FUNCTION makegood_fill_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    %s
    NEW.words := makegood_words(NEW.language, left(
        NEW.subject || ' ' || NEW.from_name || ' ' || NEW.from_address || ' ' || NEW.text, 100000));
    RETURN NEW;
END
$$
"""
UNLESS_ACKNOWLEDGEMENT = """
    IF NEW.purpose = 'acknowledgement' THEN
        NEW.words := NULL;
        RETURN NEW;
    END IF;
"""
FORGET = "UPDATE messages_message SET words = NULL WHERE purpose = 'acknowledgement'"


class Migration(migrations.Migration):
    dependencies = [("messages", "0014_other_ids")]

    operations = [
        migrations.RunSQL(FILL % UNLESS_ACKNOWLEDGEMENT, FILL % ""),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
