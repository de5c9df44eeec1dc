"""What made-up people are called and what they say. None of them lives anywhere."""

FIRST = (
    "Amina", "Bartek", "Chidi", "Dana", "Efe", "Fatou", "Gwen", "Hamza", "Imani", "Joao", "Kaya",
    "Lior", "Maeve", "Nuno", "Oksana", "Priya", "Quirin", "Rosa", "Sanna", "Tomke", "Ursula",
    "Viktor", "Wanda", "Ximena", "Yusuf", "Zofia", "Anselm", "Beatriz", "Cosmo", "Dilan", "Elif",
    "Fergus", "Greta", "Hana", "Idris", "Jolanda", "Kwame", "Linnea", "Malik", "Nadja",
    "سلمى", "يوسف", "Μαρία", "Олена", "明美", "Maria del Carmen Esperanza", "Þórunn", "Nguyễn Anh",
)  # fmt: skip
STREETS = (
    "Hill Street", "Mill Lane", "Orchard Road", "Station Row", "Canal Side", "Chapel Walk",
    "Meadow Court", "Lime Grove", "Harbour View", "Fern Close", "Market Square", "Quarry Bank",
    "Willow End", "Bridge House", "Park Terrace", "Cedar Way", "Tannery Yard", "Weir Cottage",
)  # fmt: skip
HOW = (
    "my sister", "my brother", "my mum", "my dad", "my partner", "my neighbour from upstairs",
    "a friend from the garden", "my oldest friend", "my aunt", "my flatmate", "my daughter",
    "my boss, the kind one", "somebody from the choir", "my grandmother",
)  # fmt: skip
AGENCIES = ("The housing office", "Dr Amberley, my doctor", "The school", "The job coach")
CENTRE_SAYS = (
    "I would like us to speak slowly.",
    "When you all talk quietly about the hospital I think it is already decided. Ask me.",
    "The nights are the long part. In the day I manage.",
    "I did not want this meeting and now I am glad that it was here and not there.",
    "I am not sure that you believe me, but you stayed.",
    "What helps is when somebody sits with me and does not ask.",
    "I heard the word plan eleven times. I would rather hear my name.",
    "I want my keys back. That is all I want decided.",
    "I slept four hours. That is twice as much as last week.",
    "I said things to my sister that I do not take back, but I would say them differently.",
)
MEMBER_SAYS = (
    "I was angry at the doctor and it came out on her. I did not know she had heard us.",
    "I want somebody to tell me what to do at three in the morning.",
    "We have not eaten together since May. On Sunday we did.",
    "I do not understand what happens, but I understand that she is frightened.",
    "I have been the strong one for a year and I am tired.",
    "It was good to hear you two wonder aloud. I did not feel judged.",
    "I can come on Thursdays. I cannot come on Mondays and I am sorry about that.",
    "He used to play the trumpet. I wanted somebody to know that.",
    "I would like it written down that I was asked.",
    "Nobody ever asked me before what I thought would help.",
)
PRACTITIONER_SAYS = (
    "I noticed how long we waited together, and that nobody ran away. It moved me.",
    "I found myself thinking about the kitchen table, and who sits where.",
    "I wondered whether I spoke too soon, and I was glad when you stopped me.",
    "What stays with me is the word keys.",
    "I was moved when you looked at each other.",
    "I do not know yet, and I would like to keep not knowing with you for a while.",
)
AGREED = (
    (
        "We eat together on Sundays, without talking about medicine.",
        "all of us",
        "from this Sunday",
    ),
    ("Ring the housing office about the letter.", "the neighbour", "before Friday"),
    ("The keys go back to their owner.", "her father", "tonight"),
    ("Nobody comes without ringing first.", "everyone", ""),
    ("Write to the college that she comes back in spring.", "she herself, with her friend", ""),
    ("Ask the doctor about smaller doses, together.", "the two of them", "next week"),
)
OPEN = (
    "What would make the nights shorter?",
    "Who should know, and who should not?",
    "Is it still the right flat?",
    "What do we do when it begins again?",
    "Does his father want to come?",
)
HOPES = (
    "My sister has not slept for days. She says I may ring.",
    "I do not want to go to hospital again. Somebody said you come to the house.",
    "We do not know how to talk to each other any more.",
    "",
    "He is not eating and he will not open the door to me. To you perhaps.",
    "Could somebody come who will not write things down about me while I sit there?",
)
STAFF_REASONS = (
    "Both peers' hours were full that week; we said we would ask again and have not yet.",
    "The first meeting was the same night and nobody asked a peer. That was wrong.",
)
