"""How English says by when, and what."""

from makegood.promises.rules.date_words.form import DAY_MONTH, DateWords

ENGLISH = DateWords(
    by=r"(?:by|before|no later than|not later than|at the latest(?: by| on)?)",
    weekdays=(
        "monday|mon",
        "tuesday|tues|tue",
        "wednesday|wed",
        "thursday|thurs|thur|thu",
        "friday|fri",
        "saturday|sat",
        "sunday|sun",
    ),
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    numbers=(
        "1 a|an|one, 2 two|a couple of, 3 three|the next few|a few, 4 four, 5 five, 6 six, "
        "7 seven, 8 eight, 9 nine, 10 ten, 11 eleven, 12 twelve, 14 fourteen, 15 fifteen, 24 twenty-four"
    ),
    dates=(
        r"{d}(?:st|nd|rd|th)?(?: of)? {month}(?:,? {y})?",
        r"{month} {d}(?:st|nd|rd|th)?(?:,? {y})?",
        *DAY_MONTH,
    ),
    sure=(
        ("weekday", r"{by} (?:this |the coming |coming )?{weekday}(?: at the latest)?"),
        ("weekday", r"(?:on )?{weekday} at the latest"),
        ("next_weekday", r"{by} next {weekday}"),
        ("tomorrow", r"{by} (?:the end of )?tomorrow"),
        ("tomorrow", r"{by} (?P<p_morning>(?:noon|midday|lunch(?:time)?)) tomorrow"),
        ("day_after", r"{by} the day after tomorrow"),
        ("today", r"{by} (?:the end of )?(?:today|the day)"),
        ("today", r"{by} (?:the end of )?(?P<p_evening>tonight|this evening)"),
        ("today", r"{by} (?:the end of )?(?P<p_afternoon>this afternoon)"),
        ("today", r"{by} (?P<p_morning>(?:noon|midday|lunch(?:time)?)(?: today)?)"),
        ("today", r"{by} end of (?:day|business)"),
        ("end_of_week", r"{by} (?:the )?end of (?:the|this) week|{by} the weekend"),
        ("end_of_next_week", r"{by} (?:(?:the )?end of )?next week"),
        ("end_of_month", r"{by} (?:the )?end of (?:the|this) month"),
        ("date", r"{by} (?:the )?{date}"),
        ("minutes", r"within (?:the next )?{n} minutes?"),
        ("half_hour", r"within (?:the next )?half an hour"),
        ("hours", r"within (?:the next )?{n} hours?|within the (?:next )?hour"),
        ("days", r"within (?:the next )?{n} (?:calendar )?days?"),
        ("working_days", r"within (?:the next )?{n} (?:working|business|work) days?"),
        ("weeks", r"within (?:the next )?{n} weeks?"),
        ("months", r"within (?:the next )?{n} months?"),
    ),
    likely=(
        ("weekday", r"(?:on|until|till|this) {weekday}"),
        ("next_weekday", r"(?:on )?next {weekday}"),
        ("tomorrow", r"tomorrow"),
        ("tomorrow", r"(?P<p_morning>first thing) tomorrow(?: morning)?"),
        ("day_after", r"the day after tomorrow"),
        ("today", r"(?:later )?today"),
        (
            "today",
            r"(?P<p_evening>tonight|this evening)|(?P<p_afternoon>(?:later )?this afternoon)|(?P<p_morning>this morning)",
        ),
        ("end_of_week", r"(?:later )?this week"),
        ("end_of_next_week", r"(?:early |late )?next week"),
        ("date", r"(?:on|until|till) (?:the )?{date}"),
        ("minutes", r"in (?:the next )?{n} minutes?"),
        ("half_hour", r"in half an hour"),
        ("hours", r"in (?:the next )?{n} hours?"),
        ("days", r"in (?:the next )?{n} days?"),
        ("working_days", r"in (?:the next )?{n} (?:working|business) days?"),
        ("weeks", r"in (?:the next )?{n} weeks?"),
    ),
    ours=r"will|\w+['’]ll|shall|going to|promise|aim to|expect"
    r"|(?:parcels?|packages?|shipments?|orders?|replacements?|items?|goods) (?:leaves?|ships?|goes out|go out|arrives?)"
    r"|(?:i['’]m|i am|we['’]re|we are) (?:sending|calling|shipping|refunding|replacing|getting|dispatching|posting|mailing|returning)",
    theirs=r"will not|won['’]t|can(?:no|['’])t|can not|unable|not able|(?:did|does|do)(?:n['’]t| not)|was|were|had|has been"
    r"|should have|supposed|you (?:said|wrote|asked|mentioned|told)|(?:i|we) (?:wrote|said|promised|sent|received|got)"
    r"|please (?:send|reply|return|confirm|let|tell|give|provide|fill|answer|respond|write|call|pay|attach|ship|bring|check|upload|share)"
    r"|(?:can|could|would) you|(?:if|once|when) you(?: will)?|unless|you (?:must|need|should|have to)|closed|ago|last",
    noted_ours=r"promised?|promising|agreed|told (?:him|her|them)|(?:i|we)(?:['’]ll| will| shall| said)|will(?: be)?|to be|(?:call|ring|phone)(?:ing)?(?: (?:him|her|them))?(?: back| again)|(?:to )?(?:call|ring|phone) (?:him|her|them)|(?:to )?get back to (?:him|her|them)|(?:to )?(?:send|ship|refund|reply|answer|replace|write|check|inform|update|pay back|let (?:him|her|them) know|repair|deliver)",
    noted_theirs=r"(?:she|he|they|(?:the )?(?:customer|client|caller))(?:['’]ll| will| wants| want| needs| need| asked| asks| promised| can| has| have| had| is going)(?: to)?(?: (?:call|ring|phone|send|pay|write|return|bring|reply|check))?(?: (?:us|me|it|an?|the|her|his|their))?(?: back)?(?: (?:refund|answer|reply|replacement|money))?|wants?(?: to| an?| the| her| his| their)*(?: (?:refund|answer|reply|replacement|money))?|needs? (?:it|an?|the)|should have|supposed|was|were|had|(?:did|does|has)(?:n['’]t| not)|received|bought|ordered|arrived|wrote|sent|ago|last|(?:can|could)(?:not|n['’]t)|not",
    kinds=(
        (
            "money",
            r"refund|money|reimburs|pay (?:you )?back|credit(?! card)|bank transfer|transfer (?:it|the|your)|voucher",
        ),
        ("parcel", r"parcel|package|replac|courier|spare part|new (?:one|part)s?(?!\w)"),
        (
            "news",
            r"update|news(?!letter)|let you know|inform(?!ation)|posted|tell you|hear (?:back )?from",
        ),
        ("answer", r"answer|repl(?:y|ies)|get back|respon[ds]|write to you|contact|in touch"),
        (
            "call_back",
            r"call(?!ed|ing| off)|phone you|ring you|(?:give you|be) (?:a ring|a call|on the phone)|phone call",
        ),
        (
            "other",
            r"invoice|receipt(?! of)|bill(?!\w)|label|document|photo|picture|manual(?!ly)|instructions|form(?!\w)|link(?!\w)|estimate|quote|certificate|report(?!\w)|statement|confirmation|tracking|proof|copy|details|information|guarantee|contract",
        ),
        (
            "repair",
            r"(?<!the )(?<!your )(?<!a )repair(?! (?:estimate|quote|cost|report|form|label|kit|instruction))"
            r"|(?:the|your|a) repair(?!ed| (?:estimate|quote|cost|report|form|label|kit|instruction))|(?:fix|mend) (?:it|this|the|your)(?!\w)",
        ),
        ("decision", r"deci(?:de|sion)"),
        (
            "collection",
            r"collect(?!ion label)|pick (?:it|them|(?:up )?the|(?:up )?your)|pick-?up(?! point)",
        ),
    ),
    sending=r"send|sent|ship|dispatch|deliver|post(?!ed|pon)|mail|email|e-mail",
    joins=r"and|but|then|so|while|because",
    refuses=r"(?<!if )(?<!if we )(?<!if i )(?:can ?not|can['’]?t|could ?n['’]?t|(?:un|not )able to|no promises?|(?:not|n['’]t|cannot) (?:be able|manage|promise|guarantee|commit|say for sure)|won['’]?t(?! (?:take|be|need)\b.*longer)|will not(?! (?:take|be|need)\b.*longer))",
    parts=(
        r"(?:in the )?morning|(?:before|by|at|around) (?:noon|midday|lunch(?:time)?)|noon|midday",
        r"(?:in the )?afternoon|after lunch",
        r"(?:in the )?evening|night",
    ),
    clock=r"(?:(?:(?P<by>by|before|no later than)|at|around) |(?=\d{1,2}(?::\d\d| ?[ap]\.?m))){h}(?::{min})?(?P<unit> ?(?P<half>[ap])\.?m| o['’]clock)?",
    arriving=r"(?:have|receive|get) (?:it|them)(?!\w)|arriv|reach(?:es)? you|be with you|lea(?:ve|ves|ving) us|on (?:its|the|their) way",
    leaving=r"send|sent(?!\w)|ship|dispatch|post(?!ed|pon)|mail(?!box)|lea(?:ve|ves|ving)(?!\w)|on (?:its|the|their) way|go(?:es|ing)? out|hand(?:ed)? (?:it |them )?(?:over )?to the (?:carrier|courier)",
    delivering=r"deliver|arriv|reach|receiv|(?:have|get) (?:it|them|your)(?!\w)|with you(?!\w)",
)
