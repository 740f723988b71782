"""Which models the etiquette lint has, and what they judge."""

OF_WORDS = ("patient-name", "patient-detail")
OF_SENTENCES = ("ill-word", "complication-or-lawsuit", "asks-for-job")
OF_TEXTS = (
    "ask-without-give",
    "no-next-step",
    "thanks-without-what",
    "third-nudge",
    "credential-repeat",
    "question-barrage",
)
ALL = OF_WORDS + OF_SENTENCES + OF_TEXTS
