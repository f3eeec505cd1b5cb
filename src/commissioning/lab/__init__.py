"""What is asked of decisions beyond one caseload: made-up cohorts and what is done with them."""
