"""The words of the reports, explained once."""

from __future__ import annotations

TERMS: tuple[tuple[str, str], ...] = (
    (
        "Commissioning model",
        "A service as its contract or grant defines it: who is eligible, what counts as an outcome, what it pays.",
    ),
    ("Journey", "One client's time on a service, from referral on."),
    ("As of", "The day on which everything is judged; nothing that happened later is known."),
    ("Outcome", "What a service is to achieve with a client, such as starting a job or 26 weeks in work."),
    ("Met", "The facts known on the day satisfy every term; the day it was reached is given."),
    (
        "Not yet",
        "Not met, but it would be in the best case: in work that counts every day from now on. The earliest day is given.",
    ),
    ("Not met", "Not met, and it no longer can be; the first term that fails is given."),
    (
        "Undetermined",
        "A missing fact, or something the contract does not say, decides it. It is neither a yes nor a no.",
    ),
    ("Silence", "Something that a contract, as far as it could be read, does not say."),
    ("Reading", "One of the ways a silence can be understood. Where all readings agree, the verdict stands."),
    (
        "Work that counts",
        "Days in jobs that began on or after the start date and pass the contract's tests of hours, basis, pay or suitability.",
    ),
    ("Window", "The stretch of time in which so many weeks of work must fall, such as 13 weeks within 16."),
    (
        "Reached outside the window",
        "Enough work was done, but not within the window, so that the outcome does not count.",
    ),
    ("Sourced", "A value that a document says; the document and its words are cited."),
    ("Assumed", "A value no document gives; what was assumed, and for want of what, is said."),
    (
        "Illustrative",
        "A made-up value that stands in for one that is not published, such as every price here that is marked so.",
    ),
    ("Overruled", "What a document says where another that stands higher in the order of precedence says otherwise."),
)
"""Each word with its meaning, in the order in which a reader meets them."""
