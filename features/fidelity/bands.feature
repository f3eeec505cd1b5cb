Feature: What a fidelity review comes to
  The IPS fidelity scale has 25 items of 1 to 5 points. A service that scores under 74 is not considered to be demonstrating
  IPS; 74 to 99 is fair fidelity, 100 to 114 is good fidelity and 115 to 125 is exemplary.

  Rule: Where each band begins and ends

    Scenario Outline: A service that scores <total> is "<band>"
      Given a fidelity review on the scale "ips-25"
      And the items score <total> in all
      When the review is scored
      Then the total is <total>
      And the band is "<band>"

      Examples:
        | total | band      |
        | 25    | not_ips   |
        | 73    | not_ips   |
        | 74    | fair      |
        | 99    | fair      |
        | 100   | good      |
        | 114   | good      |
        | 115   | exemplary |
        | 125   | exemplary |

  Rule: What would lift a service to the next band

    Scenario: A service that scores 99 is fair, and one more point makes it good
      Given a fidelity review on the scale "ips-25"
      And the items score 99 in all
      When the review is scored
      Then the band is "fair"
      And it needs 1 more point to be "good"

    Scenario: A service that scores 25 needs 49 more points to be an IPS service at all
      Given a fidelity review on the scale "ips-25"
      And the items score 25 in all
      When the review is scored
      Then it needs 49 more points to be "fair"

  Rule: A review with items still open has a range

    Scenario: With one item open the total is a range of five, and where all of it is fair the band is certain
      Given a fidelity review on the scale "ips-25"
      And the items score 93 in all
      And the reviewer does not score "disclosure"
      When the review is scored
      Then the item "disclosure" can score 1 to 5
      And the total is from 89 to 93
      And the band is "fair"

    Scenario: With one item open the total may lie in two bands, and no band is given
      Given a fidelity review on the scale "ips-25"
      And the items score 102 in all
      And the reviewer does not score "disclosure"
      When the review is scored
      Then the total is from 98 to 102
      And the band may be "fair" or "good"
      And it needs 2 more points to be "good"

  Rule: The older scale of 15 items has no bands that anybody could read

    Scenario: A total of 75 on the older scale is given no band, least of all one of the newer scale
      Given a fidelity review on the scale "ips-15"
      And the items score 75 in all
      When the review is scored
      Then the total is 75
      And there is no band

  Rule: A guided self-assessment is another instrument

    Scenario: A guided self-assessment is given no band, however its items were scored
      Given a guided self-assessment on the items of the scale "ips-25"
      And the items score 40 in all
      When the review is scored
      Then there is no band

    Scenario: The readiness review has the items of the newer scale and no bands
      Given a fidelity review on the scale "readiness"
      And the items score 125 in all
      When the review is scored
      Then there is no band
