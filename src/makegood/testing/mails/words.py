"""One sentence in many languages, and a photo, for the mails of the corpus."""

PHOTO = bytes(range(256)) * 4
RU, LT, HU, ES, IT = (
    "Здравствуйте, посылка пришла разбитой. Что мне теперь делать?",
    "Laba diena, siunta atėjo sudužusi. Ką man dabar daryti?",
    "Jó napot, a csomag összetörve érkezett. Mit tegyek most?",
    "Buenos días, el paquete llegó roto. ¿Qué hago ahora?",
    "Buongiorno, il pacco è arrivato rotto. Cosa faccio adesso?",
)
SR, SR_LATN = (
    "Добар дан, пакет је стигао поломљен. Шта сада да радим?",
    "Dobar dan, paket je stigao polomljen. Šta sada da radim, molim vas?",
)
PL, CS, DE = (
    "Dzień dobry, paczka przyszła uszkodzona. Co mam teraz zrobić?",
    "Dobrý den, balíček přišel rozbitý. Co mám teď dělat?",
    "Guten Tag, das Paket kam beschädigt an. Was soll ich jetzt tun?",
)
