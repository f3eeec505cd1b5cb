Feature: Documents that say different things
  Where two documents differ, the contract's order of precedence says which counts. The one that lost is named.

  Scenario: For the first day of referrals a statistical summary says 13 March 2018, another 3 April 2018
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 13 March 2018
    When it is decided as of 30 June 2018
    Then the person is eligible
    And on "referral_window" the document "devolved-statistics-oct-2024" lost to "devolved-summary-8"

  Scenario Outline: Where <first> stands first, a person referred on 13 March 2018 is <verdict>
    Given this contract:
      """
      contract: what-if
      title: Two documents
      summary: A made-up contract whose documents differ.
      documents:
        guidance: {title: The guidance}
        letter: {title: A letter}
      precedence: [<first>, <second>]
      terms:
        - id: referral_window
          kind: referral_window
          opens:
            conflicting:
              - {value: 2018-03-13, source: {document: guidance, clause: "1"}}
              - {value: 2018-04-03, source: {document: letter, clause: "2"}}
          illustrative: A made-up contract.
        - id: job_start
          kind: job_start_outcome
          outcome: job-start
          counts: first_start
          illustrative: A made-up contract.
      """
    And a person who meets every condition, referred and started on 13 March 2018
    When it is decided as of 30 June 2018
    Then the person is <verdict>
    And on "referral_window" the document "<second>" lost to "<first>"

    Examples:
      | first    | second   | verdict                                   |
      | guidance | letter   | eligible                                  |
      | letter   | guidance | not eligible because of "referral_window" |
