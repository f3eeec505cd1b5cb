"""The explanation as the terminal prints it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from report_samples import EXPLAINED

from commissioning.reports.explanation_text import WIDTH, explanation_text

pytest_plugins = ["report_fixtures"]


@pytest.mark.parametrize(("journey", "contract"), EXPLAINED)
def test_it_reads_as_it_did(explained, plans, golden, journey, contract):
    text = explanation_text(explained(journey, contract), plans[contract])
    golden(f"{journey}-{contract}.txt".lower(), "\n".join(text) + "\n")


@pytest.mark.parametrize(("journey", "contract"), EXPLAINED)
def test_no_line_is_too_wide_and_no_code_shows(explained, plans, journey, contract):
    lines = explanation_text(explained(journey, contract), plans[contract])
    assert max(map(len, lines)) <= WIDTH
    assert [line for line in lines if line != line.rstrip()] == []
    prose = [line for line in lines if "--assume" not in line and "digest" not in line]
    assert [line for line in prose if re.search(r"[a-z]_[a-z]|\d{4}-\d{2}-\d{2}", line)] == []


def test_what_every_reading_shares_is_said_once(explained, plans):
    text = " ".join("\n".join(explanation_text(explained("GAP", "steady-work"), plans["steady-work"])).split())
    part = text[text.index("13-WEEK") : text.index("26-WEEK")]
    assert part.count("Pre-work support") == 1
    assert "Under every reading:" in part
    assert "All 91 had been worked by 2 June 2022, which is too late." in part
    assert "If any window of that length counts: met on" in part


def test_an_open_outcome_says_what_would_settle_it(explained, plans):
    text = " ".join(" ".join(explanation_text(explained("GAP", "steady-work"), plans["steady-work"])).split())
    assert "The contract is silent on where the window lies." in text
    assert "--assume window=first_start or --assume window=rolling" in text


def test_every_clause_cited_is_listed_with_its_source_and_words(explained, plans):
    text = "\n".join(explanation_text(explained("GAP", "steady-work"), plans["steady-work"]))
    listed = text[text.index("CLAUSES AND SOURCES") :]
    cited = set(re.findall(r"\[(\d+)\]", text[: text.index("CLAUSES AND SOURCES")]))
    assert cited
    assert cited <= set(re.findall(r"^  \[(\d+)\] ", listed, flags=re.MULTILINE))
    assert "The Steady Work handbook, section 7" in listed
    assert "“13 weeks in 16, 26 in 30”" in listed


def test_support_says_when_it_ends_and_when_no_limit_is_stated(explained, plans):
    steady = "\n".join(explanation_text(explained("GAP", "steady-work"), plans["steady-work"]))
    own = "\n".join(explanation_text(explained("GAP", "own-pace"), plans["own-pace"]))
    assert "Support before work ended on 24 January 2023 (12 months from 24 January 2022)." in steady
    assert "Support in work: no limit is stated, which is not the same as unlimited." in own


def test_overruled_clauses_prices_and_what_is_not_modelled_are_said(explained, plans):
    text = " ".join(" ".join(explanation_text(explained("GAP", "steady-work"), plans["steady-work"])).split())
    assert "1 February 2022 (launch-notice) is overruled by 1 January 2022 (handbook)" in text
    assert "Prices are illustrative" in text
    assert "What evidence a claim needs. The handbook leaves it to an annex that was not found." in text


def test_the_route_that_met_an_outcome_is_the_one_told(explained, plans):
    text = " ".join(" ".join(explanation_text(explained("SELF", "earn-out"), plans["earn-out"])).split())
    assert "✓ Self-employment" in text
    assert "Another way to this outcome" in text
    assert "Earnings from employment, as the contract has it." in text


def test_the_trace_is_shown_where_there_is_one(explained, plans):
    explanation = replace(explained("GAP", "own-pace"), trace=("eligible: the referral window is met", "met: job-start"))
    text = "\n".join(explanation_text(explanation, plans["own-pace"]))
    assert "1. eligible: the referral window is met" in text
    assert "2. met: job-start" in text


def test_an_id_can_do_nothing_to_the_terminal(explained, plans):
    explanation = explained("GAP", "own-pace")
    hostile = replace(explanation, journey_id="J\x1b[2J", jobs=(replace(explanation.jobs[0], job_id="a\x07\nb\x1b[31m"),))
    assert all(line.isprintable() for line in explanation_text(hostile, plans["own-pace"]))
