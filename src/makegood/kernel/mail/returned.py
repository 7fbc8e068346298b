"""Whether a mail says that another could not be delivered: the signs of a report that carries no machine-readable part."""

import re

from makegood.kernel.mail.bounce.codes import has_code
from makegood.kernel.mail.bounce.freetext import cut_returned, failures_in_words

_SEARCHED = 20_000
_DAEMON = re.compile(
    r"^(?:\"?(?:mailer|mail|mta|mdaemon|e?smtp)[-_. ]?daemon|post[-_.]?master|postmaster\\?|mdaemon|mailerdaemon|mail[-_.]?delivery(?:[-_.]?(?:sub)?system)?|mail[-_]?system|\"?system[-_. ]?administrator\"?"
    r"|bounces?|bounce[-+].*|.*smtp_mail_service|mailadmin|mailsystem|microsoftexchange[0-9a-f]{8,}|smtp-gateway|ndr|imss|mailmarshal|exim|daemon)$"
)
_SUBJECT = re.compile(
    r"undeliver|un-deliver|non[- ]?deliver|not[- ]delivered|(?:could|can) ?(?:not|n't) be delivered|unable to deliver|deliver\w*[ -](?:status|fail|has failed|notif|problem|error|report|unsuccess|incomplete|expired|reject)|fail\w* (?:mail|to deliver|delivery|notice)|failure (?:notice|delivery)|returned (?:mail|message|to sender|e-?mail)|mail (?:deliver|fail|return|system error|could not)"
    r"|return(?:ed)? to sender|mail status report|error mail report|message (?:status|rejected|undeliver|refused|bounced|delivery)|(?:mail|message) bounced|nondeliverable|notice of (?:failed|non)|dead letter|bounced (?:mail|message)|address not found|user unknown|processing error|mailbox full|automatically rejected mail|delivery notification|ndr\b|dsn\b"
    r"|unzustellbar|nicht zugestellt|zustellung\w*[ -]?(?:fehl|nicht|status)|unzustellbare|fehlgeschlagen|fehler bei der zustellung|nachricht konnte nicht|mail konnte nicht"
    r"|non remis|non distribu|échec de (?:la )?(?:remise|distribution)|échec de remise|avis de non[- ]remise|non délivré|n'a pas pu être (?:remis|distribu|délivr)|message non|retour à l'expéditeur"
    r"|mancato recapito|non recapitabile|impossibile (?:recapitare|consegnare)|mancata consegna|non consegnat|notifica di mancat|errore di consegna|consegna fallita|avviso di mancat"
    r"|no se ha podido|no se puede entregar|no se pudo entregar|no entregad|no entregable|error de entrega|entrega fallida|devuelto al remitente|correo devuelto|fallo de entrega|no se entreg|falha (?:na|de) entrega|não (?:foi )?entreg|não pôde ser entregue|não é possível entregar"
    r"|не доставлен|недоставлен|не удалось доставить|не может быть доставлен|невозможно доставить|невозможна доставка|ошибка доставки|возврат (?:почты|письма)|уведомление о (?:не)?доставке|не вдалося доставити|не доставлено|недоставлено"
    r"|kézbesít|nem kézbesíthető|nepristatyt|neįteikt|nepavyko pristatyti|nedoruč|nie dostarczon|niedostarczon|nie można dostarczyć|nedostarcz|zwrot (?:poczty|wiadomo)|nedostavljen|ne može (?:se )?isporučiti|neisporučen|није испоручен|неиспоручен|не може се испоручити|nelivrat|nu a putut fi livrat|nedostavlen"
    r"|onbestelbaar|niet bezorgd|kan niet worden (?:afgeleverd|bezorgd)|oleveransbar|kunde inte levereras|gick inte att leverera|kan ikke leveres|ikke levert|uleverbar|ikke leveret|ei voitu toimittaa|ei toimitettu|perille toimittam|αδύνατη η παράδοση|δεν παραδόθηκε|teslim edilemedi|iletilemedi|לא ניתן למסור|תعذر|تعذر تسليم|無法傳遞|无法传递|无法送达|传输失败|系统退信|退信|未送达|配信不能|配信できません|送信できません|전송 실패|배달하지 못",
    re.I,
)
_WORDS = re.compile(
    r"(?:could|can|was|has|have|were|did|is)(?: ?not|n['’]t)(?: yet)?(?: be| been| being)? (?:deliver|reach|receive)|undeliver|unable to (?:deliver|reach)|unable to send|not able to deliver|(?:wasn|weren|couldn|isn)['’]t (?:able to deliver|delivered|be delivered)|delivery (?:of|to|has|failed|failure|attempt|status|was|error|notification|problem)|failed (?:permanently|recipient|address|to deliver)|permanent(?:ly)? (?:fatal )?(?:error|fail)|fatal error|returned (?:mail|message|to (?:the )?sender|because|as)|non-?delivery|rejected|bounced|mailbox (?:is )?(?:full|unavailable|not found)|user unknown|unknown user|does not exist|no such user"
    r"|did not reach|didn['’]t reach|not delivered|has been (?:postponed|refused|returned)|returning (?:it|your|the)|error (?:has )?occurred while|no longer valid|address not found|mail delivery (?:system|software|subsystem)|was automatically rejected|failure to deliver|malformed address|incorrectly constructed|message undeliverable|exact\w* match an"
    r"|nicht (?:zugestellt|zustellbar|ausgeliefert|zugeordnet)|unzustellbar|konnte nicht|zustellung|non (?:[èe] stato|[èe] possibile|recapit|consegn|remis|distribu|délivr)|n'a pas (?:pu|été)|impossible de|no (?:se )?(?:ha|pudo|puede|fue|entreg)|не (?:может|удалось|был|доставл|удается)|недоставл|невозможн|nie (?:mo[żz]na|zosta|dostarcz)|nelze|nebyl|nedoru|nem (?:siker|k[ée]zbes|lehet)|nepavyk|nepristat|neįteik|nije|није|не може|niet (?:worden|bezorg|afgelever)|inte|ikke|non puede|não (?:foi|p[ôo]de)|无法|無法|失败|できません|不能|못",
    re.I,
)
_DELAYED = re.compile(
    r"delay|still being retried|still (?:trying|in the queue)|not (?:yet|been) (?:been )?(?:delivered|able)[^.]{0,60}(?:yet|retr|keep|contin|after more than)|not yet (?:been )?deliver|will (?:keep|continue|be continu|re-?try|try again|be re-?tr)|continu\w* to (?:try|be made|attempt)|attempts? will (?:continue|be made)|(?:keep|will) (?:re)?trying|no action is required|warning message only|do not need to re-?send|need to resend|just a warning|could not be delivered for \d+(?:\.\d+)? hours|temporary (?:problem|fail)|postponed|transient non-?fatal|(?:will|to) retry|retrying|will keep trying|still undelivered after|^\W*warning: (?:could not send|message)"
    r"|verzögert|später erneut|weiterhin versuch|erneut versuchen|in ritardo|ritardat|riprover|retard|réessay|nouvelle tentative|tentatives|retras|reintentar|seguir[áa] intentando|задерж|повторн|попытк|opóźni|zpožd|késik|késleltet|vėluoj|kašnj|касн|vertraagd|fördröj|forsink|atrasad|adiad",
    re.I,
)
_FINAL = re.compile(
    r"permanent|gave up|giving up|given up|has failed|failed permanently|(?<!non-)(?<!non)fatal|will not (?:be )?(?:re)?tr|not going to try|removed from the (?:mail )?queue|expired|could not be delivered to one or more|too long|last attempt|no further|undeliverable\b|endgültig|definitiv|окончательн|was not delivered|5\d\d[ -]#?5\.\d",
    re.I,
)
_ANSWERED = re.compile(
    r"^\s*(?:re|aw|sv|antw|odp|fw|fwd|wg|tr|rv|i|r|vs|doorst|пересл|отв|на|vá|ha|ats|per)\s*(?:\[\d+\])?\s*:",
    re.I,
)


def is_daemon(address: str) -> bool:
    return bool(_DAEMON.match(address.partition("@")[0]))


def is_report(subject: str, text: str, sender: str, *, daemon: bool, unanswerable: bool) -> bool:
    """`unanswerable`: it came with an empty return path. Servers are believed at a word, anybody else only with proof."""
    words, says = text[:_SEARCHED], bool(_SUBJECT.search(subject))
    if daemon:
        return says or bool(_WORDS.search(words))
    if unanswerable:
        return says or (bool(_WORDS.search(words)) and has_proof(words, sender))
    return (
        says
        and not is_answered(subject)
        and bool(_WORDS.search(words))
        and has_proof(words, sender)
    )


def is_answered(subject: str) -> bool:
    """A person who answers or passes on a report, rather than a server that writes one."""
    return bool(_ANSWERED.match(subject)) and not re.search(
        r"(?i)(?:deliver\w* fail\w*|undeliver\w*|non remis)\W*$", subject
    )


def has_proof(text: str, sender: str) -> bool:
    """What only mail servers say: a code of theirs near an address, or an address set apart as not reached.

    People sign with their own address, so that of the `sender` proves nothing.
    """
    own, returned = cut_returned(text)
    failures = failures_in_words(own, frozenset(), frozenset((sender,)))
    return bool(failures) and (has_code(own) or bool(returned) or bool(_FAILED_LIST.search(own)))


_FAILED_LIST = re.compile(
    r"(?i)(?:following|failed|intended|one or more|these) (?:\w+ )?(?:recipients?|address\w*|user)|recipient\(s\)|address\(es\)|non-delivery report|non[- ](?:remis|délivr)|could not be delivered to|folgende\w* (?:empfänger|adress)|destinatari|destinataire|получател|адресат|címzett|gavėj|primala|прималац|adresat|not be delivered"
)


def is_delay(subject: str, text: str) -> bool:
    """Still being tried. What is final is said too, and outweighs the word "delay" in the same report."""
    words = cut_returned(text[:_SEARCHED])[0]
    if _DELAYED.search(subject):
        return not re.search(r"(?i)fail|undeliver|returned", subject)
    return bool(_DELAYED.search(words)) and not _FINAL.search(words)
