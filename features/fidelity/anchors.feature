Feature: Who scores an item of a fidelity review
  The reviewer does. Where there is no reviewer's score, an anchor that a document gives scores the evidence. An anchor from
  memory never counts.

  Rule: The caseload of a specialist is scored by its anchor where no reviewer did

    Scenario Outline: A caseload of <caseload> scores <score> on the newer scale
      Given a fidelity review on the scale "ips-25"
      And the evidence of "caseload" is "<caseload>"
      When the review is scored
      Then the item "caseload_size" counts <score>

      Examples:
        | caseload | score |
        | 0        | 5     |
        | 20       | 5     |
        | 21       | 4     |
        | 24       | 4     |
        | 25       | 4     |
        | 26       | 3     |
        | 30       | 3     |
        | 31       | 2     |
        | 40       | 2     |
        | 41       | 1     |

    Scenario Outline: A caseload of <caseload> scores <score> on the older scale
      Given a fidelity review on the scale "ips-15"
      And the evidence of "caseload" is "<caseload>"
      When the review is scored
      Then the item "caseload_size" counts <score>

      Examples:
        | caseload | score |
        | 25       | 5     |
        | 26       | 4     |
        | 40       | 4     |
        | 41       | 3     |
        | 60       | 3     |
        | 61       | 2     |
        | 80       | 2     |
        | 81       | 1     |

  Rule: Between two anchors either score is possible, for no document says how to round

    Scenario: 95.5 per cent of their time may score 4 or 5
      Given a fidelity review on the scale "ips-25"
      And the evidence of "employment_services_time" is "95.5"
      When the review is scored
      Then the item "employment_services_staff" can score 4 to 5

    Scenario: A caseload of 20.5 may score 4 or 5
      Given a fidelity review on the scale "ips-25"
      And the evidence of "caseload" is "20.5"
      When the review is scored
      Then the item "caseload_size" can score 4 to 5

    Scenario: 59.5 per cent is below 60, and scores 1
      Given a fidelity review on the scale "ips-25"
      And the evidence of "employment_services_time" is "59.5"
      When the review is scored
      Then the item "employment_services_staff" counts 1

  Rule: Where the reviewer and the anchor disagree, the reviewer's score counts

    Scenario: A caseload of 24 that the reviewer scored 5 counts 5
      Given a fidelity review on the scale "ips-25"
      And the reviewer scores "caseload_size" 5
      And the evidence of "caseload" is "24"
      When the review is scored
      Then the item "caseload_size" counts 5
      And the reviewer and the anchor disagree on "caseload_size": the anchor gives 4

  Rule: An anchor from memory is shown and never counts

    Scenario: 12 days to the first contact with an employer leave the item open
      Given a fidelity review on the scale "ips-25"
      And the evidence of "days_to_employer_contact" is "12"
      When the review is scored
      Then the item "rapid_job_search" can score 1 to 5

    Scenario: An anchor from memory can show a disagreement
      Given a fidelity review on the scale "ips-25"
      And the reviewer scores "rapid_job_search" 3
      And the evidence of "days_to_employer_contact" is "12"
      When the review is scored
      Then the item "rapid_job_search" counts 3
      And the reviewer and the anchor disagree on "rapid_job_search": the anchor gives 5
