"""The facts of England, in our own words. To be checked by each service before it relies on them.

This is data and no legal advice. Nothing else in the house knows any of it: a service brings it
in once, looks at every fact, and writes a dated successor where the law or its own rules differ.
`CHECK` stands wherever we rest on a second-hand source. Links are plain words: nothing is fetched.
"""

from datetime import date

from withness.service.rules.law import Given, Kind, Rule

PLACE = "england"
CHECK = "To be checked against the primary source."
CODE = "NHS England, Records Management Code of Practice (2021, as amended)"
CODE_LINK = "transform.england.nhs.uk/information-governance"
MCA = "Mental Capacity Act 2005"
MCA_LINK = "legislation.gov.uk/ukpga/2005/9"
DPA = "Data Protection Act 2018"
DPA_LINK = "legislation.gov.uk/ukpga/2018/12"
GDPR = "UK GDPR"
GDPR_LINK = "legislation.gov.uk/eur/2016/679"
MCA_BEGAN = date(2007, 10, 1)
DPA_BEGAN = date(2018, 5, 25)
CODE_BEGAN = date(2021, 8, 1)


def _time(rule: Rule, kind: Kind, number: int, since: date, source: str, link: str = "") -> Given:
    return Given(rule, kind, source, since, number=number, link=link)


def _yes(rule: Rule, since: date, source: str, link: str, words: str, *, yes: bool = True) -> Given:
    return Given(rule, Kind.YES_NO, source, since, yes=yes, words=words, link=link)


def _item(
    rule: Rule,
    item: str,
    since: date,
    words: str,
    source: str,
    link: str = "",
    *,
    yes: bool = False,
) -> Given:
    return Given(rule, Kind.WORDS, source, since, item=item, yes=yes, words=words, link=link)


KEPT = (
    _time(
        Rule.KEEP_RECORD,
        Kind.YEARS,
        20,
        CODE_BEGAN,
        f"{CODE}: mental health records, 20 years after the last contact. {CHECK}",
        CODE_LINK,
    ),
    _time(
        Rule.KEEP_AFTER_DEATH,
        Kind.YEARS,
        10,
        CODE_BEGAN,
        f"{CODE}: mental health records, 10 years after a death. {CHECK}",
        CODE_LINK,
    ),
    _time(
        Rule.KEEP_TAKEN_BACK,
        Kind.YEARS,
        20,
        CODE_BEGAN,
        f"{CODE}: kept sealed for as long as the record that the words were part of. {CHECK}",
        CODE_LINK,
    ),
    _time(
        Rule.KEEP_NEVER_MET,
        Kind.YEARS,
        2,
        CODE_BEGAN,
        f"{CODE}: referrals that were not taken up, 2 years. {CHECK}",
        CODE_LINK,
    ),
    _time(
        Rule.KEEP_TRAIL,
        Kind.YEARS,
        20,
        CODE_BEGAN,
        f"{CODE}: who opened a record is kept for as long as the record. {CHECK}",
        CODE_LINK,
    ),
    _time(
        Rule.KEEP_MESSAGES,
        Kind.DAYS,
        90,
        CODE_BEGAN,
        "No law names a time: the project's own choice, for the service to look at. "
        f"{GDPR}, Article 5(1)(e): no longer than needed.",
        GDPR_LINK,
    ),
)

DECIDING = (
    _time(
        Rule.AGE_DECIDES,
        Kind.AGE,
        16,
        date(1970, 1, 1),
        f"Family Law Reform Act 1969, section 8, and {MCA}, section 2(5). {CHECK}",
        "legislation.gov.uk/ukpga/1969/46",
    ),
    _time(
        Rule.AGE_ADULT,
        Kind.AGE,
        18,
        date(1970, 1, 1),
        f"Family Law Reform Act 1969, section 1. {CHECK}",
        "legislation.gov.uk/ukpga/1969/46",
    ),
    _yes(
        Rule.COMPETENCE,
        date(1985, 10, 17),
        f"Gillick v West Norfolk and Wisbech AHA [1985] UKHL 7. {CHECK}",
        "bailii.org/uk/cases/UKHL/1985/7.html",
        "A younger person who understands what a decision means decides it themselves.",
    ),
    _yes(
        Rule.CAPACITY_PRESUMED,
        MCA_BEGAN,
        f"{MCA}, section 1(2).",
        MCA_LINK,
        "Everybody is taken to be able to decide until it is shown that they cannot.",
    ),
    _yes(
        Rule.CAPACITY_BY_DECISION,
        MCA_BEGAN,
        f"{MCA}, sections 2 and 3.",
        MCA_LINK,
        "Whether somebody can decide is asked for this decision and at this time, never once for "
        "all.",
    ),
    _yes(
        Rule.PARENT,
        date(1991, 10, 14),
        f"Children Act 1989, sections 2 and 3. {CHECK}",
        "legislation.gov.uk/ukpga/1989/41",
        "Whoever has parental responsibility can decide for a child who cannot yet.",
    ),
    _yes(
        Rule.NOMINATED,
        date(2025, 12, 18),
        "Mental Health Act 2025 (Royal Assent 18 December 2025). It begins in phases: look up "
        f"whether this part has begun, and write a successor from that day. {CHECK}",
        "legislation.gov.uk/ukpga/2025",
        "A nominated person in place of the nearest relative: not in force until the service has "
        "looked.",
        yes=False,
    ),
    _yes(
        Rule.ATTORNEY,
        MCA_BEGAN,
        f"{MCA}, sections 9 to 14.",
        MCA_LINK,
        "A registered lasting power of attorney for health and welfare speaks where the person "
        "cannot decide.",
    ),
    _yes(
        Rule.DEPUTY,
        MCA_BEGAN,
        f"{MCA}, sections 16 to 20.",
        MCA_LINK,
        "A deputy for welfare speaks as far as the Court of Protection's order goes.",
    ),
    _yes(
        Rule.SAFEGUARDING,
        date(2015, 4, 1),
        f"Care Act 2014, sections 42 to 46; Children Act 1989, section 47. {CHECK}",
        "legislation.gov.uk/ukpga/2014/23",
        "A professional's duty. What law forbids to mention stays in the statutory file outside "
        "Withness. It is never a peer's unless they chose it.",
    ),
    _time(
        Rule.ACCESS_WITHIN,
        Kind.MONTHS,
        1,
        DPA_BEGAN,
        f"{GDPR}, Article 12(3).",
        GDPR_LINK,
    ),
)

GROUNDS = (
    _item(
        Rule.GROUND,
        "serious_harm",
        DPA_BEGAN,
        "Opening it now would be likely to cause serious harm to somebody's health.",
        f"{DPA}, Schedule 3, Part 2 (serious harm test; a health professional's view is needed). "
        f"{CHECK}",
        DPA_LINK,
        yes=True,
    ),
    _item(
        Rule.GROUND,
        "third_party",
        DPA_BEGAN,
        "It would tell what somebody else told in confidence, and they have not agreed.",
        f"{DPA}, Schedule 2, Part 3, paragraph 16. {CHECK}",
        DPA_LINK,
        yes=True,
    ),
    _item(
        Rule.GROUND,
        "court_order",
        DPA_BEGAN,
        "A court has ordered that it is not opened.",
        f"{DPA}, Schedule 2, Part 1, paragraph 5. {CHECK}",
        DPA_LINK,
        yes=True,
    ),
    _item(
        Rule.GROUND,
        "asked_to_wait",
        CODE_BEGAN,
        "Somebody asked us to speak with them first.",
        "The project's own: no law gives it, so it must be short.",
    ),
)

DEMANDS = (
    _item(
        Rule.DEMAND,
        "court",
        DPA_BEGAN,
        "An order of a court.",
        f"{DPA}, Schedule 2, Part 1, paragraph 5(2). {CHECK}",
        DPA_LINK,
        yes=True,
    ),
    _item(
        Rule.DEMAND,
        "coroner",
        date(2013, 7, 25),
        "A coroner's notice.",
        f"Coroners and Justice Act 2009, Schedule 5. {CHECK}",
        "legislation.gov.uk/ukpga/2009/25",
        yes=True,
    ),
    _item(
        Rule.DEMAND,
        "regulator",
        date(2009, 4, 1),
        "A regulator with the power to look, such as the Care Quality Commission.",
        f"Health and Social Care Act 2008, sections 63 and 64. {CHECK}",
        "legislation.gov.uk/ukpga/2008/14",
        yes=True,
    ),
)

BASES = (
    _item(
        Rule.BASIS, "public_task", DPA_BEGAN, "A task in the public interest.",
        f"{GDPR}, Article 6(1)(e), for services of the NHS and of councils. {CHECK}", GDPR_LINK,
        yes=True,
    ),
    _item(
        Rule.BASIS, "care", DPA_BEGAN, "Care and treatment, and the running of health and social "
        "care.",
        f"{GDPR}, Article 9(2)(h), with {DPA}, Schedule 1, Part 1, paragraph 2. {CHECK}", GDPR_LINK,
        yes=True,
    ),
    _item(
        Rule.BASIS, "legitimate_interests", DPA_BEGAN,
        "Legitimate interests, for services that are no public authority.",
        f"{GDPR}, Article 6(1)(f). {CHECK}", GDPR_LINK, yes=True,
    ),
    _item(
        Rule.BASIS, "research", DPA_BEGAN, "Research, with a separate yes in any case.",
        f"{GDPR}, Articles 9(2)(j) and 89, with {DPA}, section 19. {CHECK}", GDPR_LINK, yes=True,
    ),
)  # fmt: skip

FACTS = (*KEPT, *DECIDING, *GROUNDS, *DEMANDS, *BASES)
