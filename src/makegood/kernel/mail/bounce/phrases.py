"""What servers say when they refuse, by reason: read in this order, the first that fits counts.

A line is a piece of the server's words as `evened` leaves them: lower case, no quotes or brackets, "@" for any address,
"#" for any IP address. "…" stands for up to forty characters.
"""

import re

_OVER = """
    message expired
    in the queue too long
    in queue too long
    queued too long
"""
_PASSING = """
    delivery temporarily suspended
    host not found, try again
    host not found try again
    malformed or unexpected name server
    temporary lookup failure
    try again later … host not found
    sender … temporar
"""
_SENDER = """
    sender address rejected
    sender address … rejected
    sender address … domain
    sender address … not found
    sender address … unknown
    sender domain
    domain of sender
    senders domain
    sender verif
    verify sender
    sender rejected
    sender denied
    return path
    envelope sender
    envelope-sender
    mailfrom
    bad sender
    invalid sender
    unknown sender
    not accepted … sender
    sender … invalid
    sender … not exist
    sender … does not
    from address
    from field
    from header
    from domain
"""
_LINES: dict[str, str] = {
    "unwanted": """
        is only accepting mail
        not accepting any mail
        due to user rules
        user refuses
        message filtered
        refuse to receive
        refuses to receive
        recipient preferences
        preferences of the recipient
        email preferences of
        privacy settings
        blocked by the recipient
        blocked by recipient
        blocked by user
        recipient has blocked
        user has blocked
        refused by recipient
        refused by the recipient
        recipients rejected your mail
        recipient rejected your
        recipient has chosen not
        user refused
        user reject
        denied by user
        does not want to receive
        does not wish to receive
        not accepting mail from you
        only accept mail from
        only accepts mail from
        only accepting mail from
        accepts mail only from
        allowed-senders list
        not in allowed
        permitted senders
        rst.notauthorized
        account is protected by
        permanent failure for one or more recipients blocked
        has restricted
        restricted sender
        authorized to send
        this recipient … sender
        i do not want
    """,
    "mailbox_full": """
        quota … exceeded
        quota … exceed
        casilla … agotad
        mailbox lleno
        enough space
        diskspace
        disk space
        full mailbox
        mail box … full
        mailbox full
        mailbox is full
        mail box full
        mailbox @ is full
        mailbox … is full
        box … full
        over quota
        overquota
        over the quota
        over its quota
        over his quota
        over their quota
        over disk quota
        over the disk quota
        over the maximum allowed
        over the storage
        quota exceeded
        quotaexceeded
        quota is exceeded
        quota has been exceeded
        quota exceed
        exceeded … quota
        exceeds … quota
        exceed … quota
        exceeding … quota
        exceeded storage
        exceeded its storage
        exceeded the storage
        exceeds allowed
        exceeds size limit for mailbox
        exceeded the max inbox
        exceeded … maximum mailbox
        mailbox has exceeded
        mailbox exceeds
        mailbox size limit exceeded
        mailbox limit exceeded
        mailbox size
        mailbox … exceeds
        has exceeded … storage
        reached … quota
        reached … storage
        quota full
        quota violation
        quota reached
        quota is full
        storage … full
        storage limit
        out of storage space
        out of disk space in mailbox
        insufficient disk space
        insufficient disk quota
        insufficient quota
        insufficient storage in mailbox
        insufficient mailbox
        not enough storage space
        not enough disk space
        not enough space
        no space left for this user
        user has too many messages
        too many messages in … mailbox
        too much mail data
        account is full
        account full
        account is over quota
        account is temporarily over quota
        inbox is full
        inbox full
        maildir over
        maildrop full
        disk full
        disk quota
        disc quota
        mail directory is full
        would exceed
        would be over
        user is over
        recipient storage full
        over … mail storage
        mailfolder is full
        message would exceed
        message store has reached
        boite du destinataire pleine
        boîte … pleine
        boite … pleine
        postfach … voll
        postfach … überfüllt
        mailbox voll
        speicherplatz
        buzón … lleno
        buzon … lleno
        casella … piena
        casilla … llena
        cuota … excedid
        quota … superat
        caixa … cheia
        ящик … переполнен
        переполнен
        skrzynka … pełna
        przepełnion
        schránka … plná
        postafiók … megtelt
        pašto dėžutė … pilna
        сандуче … пуно
        sanduče … puno
    """,
    "too_big": """
        maximum incoming message size
        incoming message size
        message too big
        message too large
        message is too big
        message is too large
        message size exceeds
        message size limit
        message file too big
        message length exceeds
        message larger than
        message exceeds
        message body size exceed
        messages larger than
        mail size exceeds
        mail size limit
        maximum message size
        max message size
        max allowed size
        maximum allowed size
        exceeds maximum
        exceeds the maximum
        exceeds … size limit
        exceeded … size limit
        exceeded maximum
        exceeds fixed maximum
        exceeded fixed maximum
        larger than the current system limit
        size limit exceeded
        size exceeds
        sizelimit
        file too big
        too big for
        over the max message size
        attachment is too large
        data size exceeded
        exceeds the size
        header size exceeds
        nachricht … zu groß
        zu groß
        trop volumineux
        demasiado grande
        troppo grande
        túl nagy
        слишком велик
        слишком больш
        za duża
        příliš velk
        per didel
    """,
    "auth": """
        dmarc
        spf check
        spf fail
        spf hardfail
        spf: fail
        spf softfail
        spf validation
        spf record
        fails spf
        failed spf
        not pass spf
        spf -all
        spf forgery
        openspf
        sender policy framework
        dkim
        not authenticated … domain
        unauthenticated email
        email is unauthenticated
        sender is unauthenticated
        authentication checks
        authentication information
        authentication results … fail
        requires all senders to authenticate
        fails to pass authentication
        not permitted to send … behalf
        not permitted to send from domain
        not authorized to send … domain
        not allowed to send … from
        is not allowed to send mail from
        arc validation
    """,
    "virus": """
        virus
        malware
        infected
        trojan
        worm
        banned attachment
        banned content
        banned file
        forbidden attachment
        prohibited attachment
        attachment … not allowed
        attachment type
        blocked attachment
        illegal attachment
        unacceptable attachment
        attachment extension
        file type … not allowed
        contains … executable
        security issue
        we do not accept … file
        presents a potential security
        вирус
        вредонос
    """,
    "rate_limited": """
        too many messages
        too many emails
        too many connections
        too many concurrent
        too many sessions
        too many recipients
        too many errors
        too many mails
        too many rcpt
        too many invalid recipients
        too much mail
        too quickly
        too fast
        too frequent
        rate limit
        rate-limit
        ratelimit
        rate too high
        connection rate
        throttl
        sending rate
        limit … per hour
        limit … per day
        hourly limit
        daily limit
        daily quota
        exceeded … limit on recipients
        receiving mail at a rate
        receiving mail too quickly
        receiving mail too
        excessive
        message rate
        unusual rate
        slow down
        greylist
        graylist
        grey listed
        greylisted
        grey-listed
        deferred due to
        temporarily deferred
        temporarily rate
        connection limit
        concurrent connection
        max number of connections
        connection frequency
        concurrency limit
        exceeded the maximum number of
        maximum number of messages
        number of messages … exceed
        please try again in
        4.7.650
        lim_exceed
        resources temporarily unavailable
    """,
    "spam": """
        spam
        junk mail
        unsolicited
        bulk mail
        bulk email
        content filter
        content rejected
        content was rejected
        content not accepted
        message content
        blacklisted url
        suspicious
        uribl
        surbl
        phish
        looks like uce
        uce policy
        uce
        considered uce
        rule imposed
        high probability
        bayes
        rejected due to content
        rejected for policy … content
        objectionable
        high on scam
        cpu link
        message refused by content
        profanity
        listed in multi.surbl
        spamassassin
        scored too
        score too
        message classified
        message scored
        mime part that
        razor
        cloudmark
        looks like advert
        identified as
        unwanted
        advertis
        bogofilter
        mailgold
        спам
    """,
    "blocked": """
        is listed in
        is listed at
        is listed on
        currently listed
        # listed
        are listed
        blacklist
        black list
        blocklist
        block list
        blocked list
        blocked using
        blocked by
        blocked - see
        blocked, see
        blocked for
        blocked because
        blocked at
        blocked due
        blocked: see
        blocked see
        is blocked
        was blocked
        are blocked
        been blocked
        on our block
        banned sending ip
        rbl
        dnsbl
        spamhaus
        spamcop
        barracudacentral
        sorbs
        senderbase
        senderscore
        proofpoint
        reputation
        bad name
        reverse dns
        reverse lookup
        rdns
        ptr record
        no ptr
        ptr
        dns ptr
        cannot find your hostname
        cannot resolve your
        cannot find your reverse
        client host rejected
        client host # blocked
        client host
        client was not authenticated
        host # rejected
        ip # is
        ip address # is
        your ip
        your host
        your server … rejected
        your mail server
        your network
        your isp
        dynamic ip
        dynamic/
        dialup
        dial-up
        residential
        helo command rejected
        helo
        ehlo
        refused to talk to me
        connections not accepted
        not accepting connections from
        no access from mail server
        access denied ip
        access from ip
        ip range
        ip name lookup failed
        poor rep
        not currently accepting mail from your
        mail from # refused
        mail from # rejected
        domain @ mismatches client ip
        service not available … blocked
        part of their network
        open relay
        rejected by … sender's ip
        rule list
        bad sender ip
        bad ip
        invalid ip
        intrusion prevention
        denied by … access list
        s3140
        s3150
        [iss
        whitelist
        go away
        заблокирован
        blockiert
        bloqué
    """,
    "no_relay": """
        relay access denied
        relaying denied
        relay denied
        relaying not allowed
        relaying not permitted
        relaying … not allowed
        relaying is prohibited
        relaying prohibited
        relaying disallowed
        relaying mail
        relay not permitted
        relay not allowed
        relay operation rejected
        relay prohibited
        relay is not allowed
        unable to relay
        cannot relay
        cant relay
        not relay
        not a relay
        no relay
        no relaying
        not an open relay
        mail server does not relay
        isnt in my list of allowed rcpthosts
        isnt in my rcpthosts
        not in my list of allowed
        insecure mail relay
        not a gateway
        not local host @
        not local domain
        not one of our domains
        domain not in my
        not hosted here
        not allowed to relay
        authentication required
        smtp auth
        must authenticate
        please turn on smtp
        send … pop before
        check your mail before
        that domain isnt
        domain isnt allowed
        mail to @ not accepted here
        this system is not configured to relay
    """,
    "moved": """
        has moved
        have moved
        user not local
        has been replaced by
        has been changed to
        address has changed
        new email address
        new e-mail address
        please use … instead
        no longer using this address
        no longer at this address
        moved to
        5.1.6
        551 5.
        neue e-mail-adresse
        nouvelle adresse
        nueva dirección
        nuovo indirizzo
        новый адрес
    """,
    "suspended": """
        disabled
        tried to reach is inactive
        due to inactivity
        extended inactivity
        account not active
        account is not active
        mailbox suspended
        account suspended
        is suspended
        been suspended
        suspended mailbox
        currently suspended
        account disabled
        account is disabled
        account has been disabled
        account is currently
        account inactive
        account is inactive
        account expired
        account has expired
        account blocked
        account is blocked
        account locked
        account is locked
        account … temporarily
        account has been temporarily
        account not activated
        account is not activated
        account … deactivated
        mailbox disabled
        mailbox is disabled
        mailbox @ disabled
        mailbox … disabled
        mailbox deactivated
        mailbox is frozen
        mailbox frozen
        mailbox locked
        mailbox is locked
        mailbox currently suspended
        mailbox temporarily
        mailbox … temporarily
        mailbox is temporarily
        user is suspended
        user suspended
        user disabled
        user is disabled
        user is locked
        user is inactive
        user @ is inactive
        user … disabled
        user account is
        is disabled
        been disabled
        deactivated
        disabled or discontinued
        mail is disabled
        email account that you tried to reach is disabled
        recipient suspend
        recipient is inactive
        recipient disabled
        address disabled
        has been terminated for inactivity
        boite du destinataire archivee
        has been locked
        non payment
        nonpayment
        domain is suspended
        domain … expired
        service suspended
        invalid/inactive user
        invalid/inactive
        vacation … not reading
        account closed for inactivity
        nicht freigeschaltet
        gesperrt
        deaktiviert
        désactivé
        desactivad
        disattivat
        отключ
        заблокированный ящик
        nieaktywn
        zablokowan
    """,
    "not_accepting": """
        null mx
        nullmx
        does not accept mail
        does not accept email
        does not accept e-mail
        doesnt accept mail
        doesnt accept email
        domain does not accept
        not accept any mail
        not accept mail at all
        does not receive mail
        does not receive email
        doesnt receive
        no mail server accepting
        no smtp service here
        smtp service not
        host does not accept
        no one reads
        does not accept incoming
        cannot receive mail
        mailbox … not monitored
        no longer accepts mail
        no longer accepting
        mail server permanently
        hostname … does not accept
        name server: . host not found
        we do not accept mail
    """,
    "host_unknown": """
        could not find a gateway
        host unknown
        unknown host
        host not found
        hostname lookup failed
        domain not found
        domain name not found
        domain unknown
        unknown domain
        unknown mail host
        no such domain
        no such host
        nonexistent domain
        non-existent domain
        non-existent host
        non-existent hosts
        domain does not exist
        domain doesnt exist
        domain … does not exist
        domain … doesnt exist
        domain … couldnt be found
        domain … not found
        domain … could not be found
        domain … is not
        invalid domain
        bad domain
        bad destination system
        bad destination host
        unrouteable mail domain
        unrouteable address
        unroutable domain
        unroutable address
        unrouteable domain
        cannot find host
        couldnt find any host
        couldnt find a mail exchanger
        couldnt find … named
        couldnt find host
        cant find mx
        no mx
        no route to domain
        has no mx
        has no dns
        no dns
        no valid mx
        no mail exchanger
        no mail server
        no mail exchangers
        no a/mx
        mx record
        nxdomain
        name or service not known
        name service error … host not found
        not a valid domain
        no address associated
        nobody by that name … domain
        dns domain … does not exist
        recipient domain … not exist
        lookup failed … no such
        does not exist in dns
        not in dns
        no hostname
        illegal host/domain
        host/domain name
        dns-lookup failed
        no matches to nameserver
        misspelled domain
        domain has no
        hôte inconnu
        domaine inconnu
        domaine … pas
        dominio … no existe
        dominio … non esiste
        domain … existiert nicht
        домен не
        домен … не существует
    """,
    "user_unknown": """
        not an active
        not active
        inactive
        not recogni
        user unknown
        unknown user
        unknown recipient
        unknown local
        unknown or illegal
        unknown address
        unknown mailbox
        unknown account
        unknown e-mail
        unknown email
        unknown virtual
        unknown destination
        unknown alias
        invalid user
        invalid recipient
        invalid mailbox
        invalid address
        invalid e-mail
        invalid email
        invalid account
        invalid local
        invalid rcpt
        invalid addressee
        invalid alias
        invalid final
        invalid destination
        bad recipient
        bad address
        bad destination mailbox
        bad mailbox
        bad user
        no such user
        no such mailbox
        no such recipient
        no such address
        no such account
        no such person
        no such email
        no such e-mail
        no such local
        no such name
        no such addressee
        no such alias
        no such object
        no such virtual
        no such
        no mailbox
        no mail box
        no mail-box
        no account
        no user
        no recipient
        no valid recipient
        no one by that
        no one with
        no match
        no entry
        no local
        nobody by that
        nobody with
        nonexistent
        non-existent
        non existent
        not exist
        doesnt exist
        dont exist
        didnt exist
        isnt a valid
        isnt valid
        isnt known
        isnt found
        not a valid
        not a known
        not valid
        not known
        not a local
        not a registered
        not a current
        not our customer
        not my customer
        not recognized
        not recognised
        not listed
        not found
        wasnt found
        couldnt be found
        could not be found
        cannot be found
        cant be found
        cannot find
        not in my
        not in our
        not in the
        not on this
        not present
        not here
        not defined
        not registered
        not one of our
        not local
        notfound
        recipientnotfound
        recipnotfound
        doesnt have a
        dont have a
        dont handle
        do not have
        does not have
        doesnt handle
        badrcptto
        validrcptto
        unlisted
        deleted
        discontinued
        canceled
        cancelled
        terminated
        closed
        no longer available
        no longer valid
        no longer exist
        no longer active
        no longer in use
        no longer here
        no longer with
        no longer on
        no longer
        left the
        addressee unknown
        recipient unknown
        recipient … unknown
        recipient not
        recipient name is not
        recipient address rejected: user
        recipient address rejected: undeliverable
        recipient address rejected: access denied
        recipient address rejected: address
        recipient address rejected: @
        recipient address rejected
        rejected: user
        mailbox unavailable
        mailbox not available
        mailbox … unavailable
        mailbox … not available
        mailbox does not
        mailbox … does not
        mailbox unknown
        mailbox invalid
        address unknown
        address invalid
        address error
        address not
        address rejected
        account does not
        account … does not
        account unavailable
        user … unknown
        user @ unknown
        user not
        user doesnt
        user does not
        unresolvable
        unrouteable
        undeliverable address
        cant accept user
        missing home directory
        in reply to rcpt to command … user
        is unknown
        was not found
        has no mailbox
        bogus address
        dd this user
        dd requested mail action aborted
        delivery not authorized … recipient
        unknown rcpt
        x400
        error in recipient
        typo
        misspelled
        check the address
        check the spelling
        check the recipient
        couldnt be delivered because … address
        the email account that you tried to reach
        usuario desconocido
        usuario … no existe
        usuario inexistente
        no existe
        desconocid
        destinatario sconosciuto
        sconosciut
        inesistente
        non esiste
        non valido
        utilisateur inconnu
        inconnu
        nexiste pas
        adresse … invalide
        introuvable
        unbekannt
        existiert nicht
        nicht gefunden
        nicht vorhanden
        nie istnieje
        nieznan
        nie znaleziono
        neexistuje
        neznám
        nem létezik
        ismeretlen
        nem található
        neegzistuoja
        nerastas
        nežinom
        не постоји
        непознат
        ne postoji
        nepoznat
        не существует
        не найден
        неизвест
        нет такого
        несуществующ
        não existe
        desconhecid
        onbekend
        bestaat niet
        okänd
        finns inte
        ukendt
        findes ikke
        ukjent
        ei ole olemassa
        存在しません
        不存在
    """,
    "loop": """
        mail loop
        mail forwarding loop
        message looping
        forwarding loop
        routing loop
        loop detected
        loop count
        loops back
        looping
        too many hops
        too many received
        hop count
        maximum hop
        hopcount
        5.4.6
        4.4.6
        5.4.14
        auto-forward
    """,
    "tls": """
        starttls
        tls
        ssl
        encryption required
        encryption needed
        certificate
        dane
        mta-sts
        handshake
    """,
    "expired": """
        envelope expired
        delivery failed … attempts
        message expired
        message has expired
        delivery expired
        delivery time expired
        delivery timed out
        retry timeout exceeded
        retry time not reached for any host after
        retry time … exceeded
        could not be delivered for
        cannot send message for
        unable to deliver … for
        been trying … for
        been in the queue too long
        been in queue too long
        queue too long
        queued too long
        in the queue for
        time … expired
        maximum … lifetime
        cannot be delivered after
        undelivered for
        has not been delivered after
        giving up
        gave up
        giving up on
        was tried for
        temporary failure persisted
        delivery attempts … failed
        repeated attempts
        too old
        could not be delivered within
        unable to contact … for … days
        not been collected
        delayed
        not yet been delivered
        4.4.7
        5.4.7
    """,
    "network": """
        connection dropped
        did not accept our requests to connect
        connection timed out
        connect timed out
        connection timeout
        timed out
        time out
        timeout
        timed-out
        connection refused
        connection lost
        lost connection
        connection closed
        connection reset
        connection failed
        connection was
        connection died
        connection terminated
        connection to
        connection interrupted
        could not connect
        couldnt connect
        cannot connect
        cant connect
        unable to connect
        unable to contact
        unable to reach
        wasnt able to establish an smtp connection
        couldnt establish
        could not establish
        establish … connection
        no route to host
        network is unreachable
        network unreachable
        network error
        network problem
        host unreachable
        host is unreachable
        host is down
        not responding
        did not respond
        didnt respond
        no response from
        no answer from host
        no answer from
        all hosts … unreachable
        name service error
        name server
        nameserver
        dns server
        dns error
        dns query
        dns lookup
        dns problem
        domain lookup
        host lookup did not complete
        lookup failure
        temporary lookup
        temporarily unable to … look
        malformed … dns
        unexpected response or no response
        hosts listed
        interrupted
        premature
        broken pipe
        i/o error
        4.4.1
        4.4.2
        5.4.1
    """,
    "content": """
        rfc 5322
        rfc5322
        rfc 2822
        rfc2822
        rfc 822
        rfc822
        rfc 5321
        improper use of 8-bit
        8bit
        8-bit
        eight bit
        malformed
        improper
        message header
        multiple from
        missing … header
        header field
        headers missing
        line too long
        line length
        bare lf
        bare linefeed
        bare newline
        bare cr
        charset
        characters not
        date header
        message-id header
        multiple
        duplicate header
        mime
        invalid content
        format
        conversion
        empty message
        html
        nul
        incompatible … message
    """,
    "policy": """
        policy
        policies
        security
        administrat … prohibit
        administrat … reject
        rule
        violat
        compliance
    """,
    "rejected": """
        sender address rejected
        sender rejected
        sender denied
        sender address
        sender domain
        sender is not
        sender not
        sender verif
        sender … invalid
        sender … not allowed
        sender … not accepted
        sender … not exist
        sender … refused
        domain of sender
        from address
        from domain
        mail from
        mailfrom
        bad sender
        invalid sender
        unknown sender
        envelope sender
        return path
        backscatter
        callback
        callout
        verify … sender
        not accepted … sender
        badmailfrom
        denied by user
        blocked sender
        you are not allowed
        you are not authorized
        you do not have permission
        not have permission
        only accept mail from
        only accepts
        accepts mail only
        restricted
        refused by recipient
        recipient … not accept
        recipient refuses
        not authorized
        not permitted
        not allowed
        prohibited
        unauthorized
        access denied
        access not
        access control
        permission denied
        restriction
        null sender
        empty envelope
        not want
        does not wish
        does not want
        challenge
        unable to deliver to … refused
        rejected
        refused
        denied
        declined
        refuse
    """,
    "system": """
        system error
        system failure
        internal error
        internal server error
        server error
        server configuration
        server configuration problem
        configuration error
        config error
        misconfig
        local configuration
        local error
        software error
        out of memory
        insufficient system
        insufficient resources
        insufficient storage
        not enough system
        no space left
        resource temporarily
        temporary failure
        temporarily unavailable
        temporarily
        temporary
        try again later
        try later
        please try again
        service unavailable
        service not available
        not available
        unavailable
        overloaded
        system not accepting
        system not capable
        busy
        cannot open
        cannot write
        cannot create
        cant create
        cant open
        could not open
        unable to write
        i/o
        input/output
        local delivery failed
        local delivery
        lock
        command died
        command output
        command failed
        exit status
        unable to run
        mail for … loops
        mailer
        pipe
        child status
        program
        script
        service currently
        database
        ldap
        syntax error
        command not implemented
        command unrecognized
        command not recognized
        not implemented
        bad sequence
        protocol error
        protocol
        authentication failed
    """,
}


def _pieces(lines: str) -> tuple[list[str], re.Pattern[str] | None]:
    """Long pieces are looked for as they are, which is fast; those with a gap, and words short enough to stand in others, need a pattern."""
    told = [line.strip() for line in lines.strip().splitlines()]
    plain = [line for line in told if "…" not in line and len(line) > 5]
    gapped = [_pattern(line) for line in told if line not in plain]
    return plain, re.compile("|".join(gapped)) if gapped else None


def _pattern(line: str) -> str:
    pattern = re.sub(r"\s*…\s*", r".{0,40}?", re.sub(r"([.()\\[\]?+*#])", r"\\\1", line))
    return pattern if "…" in line else rf"(?<!\w){pattern}(?!\w)"


_PHRASES = [
    (reason, *_pieces(lines))
    for reason, lines in (
        ("expired", _OVER),
        ("network", _PASSING),
        ("rejected", _SENDER),
        *_LINES.items(),
    )
]
_ADDRESS = re.compile(r"<?[^\s<>\"'(),;:]{1,100}@[^\s<>\"'(),;]{1,250}>?")
_IP = re.compile(r"\[?\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b\]?")


def evened(said: str) -> str:
    text = _IP.sub("#", _ADDRESS.sub("@", said.lower()))
    text = re.sub(r"[\"'`’<>()\[\]{}*_]+", "", text)
    return re.sub(r"\s+", " ", text)


def reason_said(said: str) -> str:
    """The reason whose phrases stand in these words; "" when none does."""
    text = evened(said[:3000])
    for reason, plain, gapped in _PHRASES:
        if any(piece in text and _begins_a_word(piece, text) for piece in plain):
            return reason
        if gapped and gapped.search(text):
            return reason
    return ""


def _begins_a_word(piece: str, text: str) -> bool:
    at = text.find(piece)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(piece, at + 1)
    return at >= 0
