"""Whether somebody says that their answers stand within the old words below, in another colour: plain text shows none."""

import re

LONGEST = 600
"""Characters written above it in such an answer, at most."""
_SAYS_SO = re.compile(
    r"\b(?:answer|repl[yi]|respon[ds]|comment)\w*\b.{0,40}\b(?:in[- ]?line|(?:in|with) (?:red|blue|green|bold|colou?r|capitals|caps)|between the lines|in the text|within your)\b"
    r"|\b(?:rispo|comment)\w+.{0,40}\b(?:in (?:rosso|blu|verde|grassetto|maiuscolo)|nel testo|tra le righe)\b"
    r"|\b(?:respue|respo|comentar)\w+.{0,40}\b(?:en (?:rojo|azul|verde|negrita|mayúsculas)|en el texto|entre líneas)\b"
    r"|\b(?:ответ|отвеч|коммент)\w*.{0,40}\b(?:красным|синим|зел[её]ным|жирным|в тексте|между строк)\b"
    r"|\b(?:atsak|koment)\w+.{0,40}\b(?:raudon|mėlyn|žali|paryškint)\w+"
    r"|\bválasz\w*.{0,40}\b(?:piros|kék|zöld|vastag)\w*|\bpiros(?:sal|an)? .{0,20}válasz"
    r"|\bodgov\w+.{0,40}\b(?:crven|plav|zelen|podebljan)\w+|\bодгов\w+.{0,40}\b(?:црвен|плав|зелен|подебљан)\w+"
    r"|\bantwort\w*.{0,40}\b(?:in (?:rot|blau|grün|fett)|im text|zwischen den zeilen)\b"
    r"|\brépon\w+.{0,40}\b(?:en (?:rouge|bleu|vert|gras)|dans le texte)\b",
    re.I | re.S,
)


def answers_stand_inside(reply: str) -> bool:
    return len(reply) <= LONGEST and bool(_SAYS_SO.search(reply))
