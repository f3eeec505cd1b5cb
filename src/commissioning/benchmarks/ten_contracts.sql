-- The ten contracts as a careful writer of SQL would put them: set by set, each measure worked out once for every contract
-- that asks for it, and only for journeys that are eligible under one of them. No reasons; a blank is read as "no".
-- Tables: journeys (journey: the place in the data set), jobs (hours in hundredths), rates (since, until, from_age, to_age, pence).
-- Verdicts: 0 not met, 2 not yet, 3 met. $as_of is the day decided as of.
CREATE OR REPLACE TEMP TABLE person AS
WITH facts AS (
    SELECT *,
        employment_status IN ('unemployed', 'inactive') AS out_of_work,
        coalesce(disabled, false) OR coalesce(long_term_health_condition, false) AS condition,
        coalesce(end_reason = 'died' AND end_date <= $as_of, false) AS died,
        min(referral_date) FILTER (contract = 'fair-start-scotland') OVER (PARTITION BY client_id) AS joined
    FROM journeys
)
SELECT journey, client_id, referral_date, start_date, age_at_referral AS age,
    CASE WHEN died THEN end_date ELSE $as_of END AS last,
    CASE WHEN died THEN NULL ELSE $as_of + 1 END AS tomorrow,
    CAST(start_date + INTERVAL 18 MONTH AS DATE) AS in_18_months,
    NOT coalesce(joined < referral_date AND referral_date < DATE '2021-04-01', false) AS may_join,
    coalesce(referral_date BETWEEN DATE '2018-03-13' AND DATE '2024-03-31' AND lives_in_scotland AND right_to_work
        AND ((age_at_referral >= 18 AND out_of_work)
            OR (age_at_referral BETWEEN 16 AND 17 AND (disabled OR benefit IN ('esa', 'uc')))), false) AS fss,
    coalesce(referral_date >= DATE '2019-04-01' AND lives_in_scotland AND age_at_referral >= 16
        AND (out_of_work OR low_income_parent), false) AS nolb,
    coalesce(referral_date >= DATE '2025-07-01' AND lives_in_scotland AND age_at_referral >= 16
        AND (out_of_work OR low_income_parent) AND condition, false) AS ses,
    coalesce(referral_date >= DATE '2024-04-01' AND severe_mental_illness AND in_secondary_mental_health_care
        AND NOT mandated, false) AS secondary,
    coalesce(referral_date >= DATE '2024-05-02' AND in_primary_or_community_care AND NOT mandated, false) AS nhs_primary,
    coalesce(referral_date >= DATE '2024-05-02' AND in_talking_therapies AND NOT mandated, false) AS talking,
    coalesce(referral_date >= DATE '2022-07-12' AND age_at_referral >= 18 AND condition
        AND in_primary_or_community_care, false) AS primary_care,
    coalesce(referral_date >= DATE '2024-01-26' AND age_at_referral >= 18 AND in_substance_use_treatment
        AND out_of_work AND months_out_of_work >= 6 AND NOT mandated, false) AS alcohol_drug,
    coalesce(referral_date >= DATE '2025-04-01'
        AND (age_at_referral >= 18 OR (age_at_referral BETWEEN 16 AND 17 AND admitted_exceptionally))
        AND (employment_status = 'inactive' OR (employment_status = 'employed' AND at_risk_of_losing_job))
        AND other_programme = 'no' AND NOT mandated, false) AS universal,
    coalesce(referral_date >= DATE '2024-05-07' AND condition, false) AS workwell
FROM facts;

-- The rows of jobs that count: of jobs that began in the journey, each with its last day as known.
CREATE OR REPLACE TEMP TABLE work AS
WITH known AS (
    SELECT client_id, job_id, start_date AS first, weekly_hours AS hours, basis, hourly_pay_pence AS pay,
        coalesce(reflects_needs, false) AS suits,
        min(start_date) OVER job AS began,
        max(paid_hours_worked) OVER job AS paid,
        least(coalesce(end_date, lead(start_date) OVER (job ORDER BY start_date) - 1, $as_of), $as_of) AS last
    FROM jobs
    WHERE start_date <= $as_of
    WINDOW job AS (PARTITION BY client_id, job_id)
)
SELECT p.journey, k.job_id, k.began, k.first, least(k.last, p.last) AS last, k.hours, k.basis, k.pay, k.suits, k.paid
FROM person p JOIN known k ON k.client_id = p.client_id AND k.began >= p.start_date
WHERE k.first <= least(k.last, p.last)
    AND (fss OR nolb OR ses OR secondary OR nhs_primary OR talking OR primary_care OR alcohol_drug OR universal OR workwell);

-- Days of work of three kinds, without overlaps, with the days of the best case behind them.
CREATE OR REPLACE TEMP TABLE runs AS
WITH changes AS (
    SELECT journey, first AS day, hours, CAST(began >= DATE '2021-04-01' AS INTEGER) AS lenient
    FROM work SEMI JOIN (SELECT journey FROM person WHERE fss) USING (journey) WHERE hours IS NOT NULL
    UNION ALL
    SELECT journey, last + 1, -hours, -CAST(began >= DATE '2021-04-01' AS INTEGER)
    FROM work SEMI JOIN (SELECT journey FROM person WHERE fss) USING (journey) WHERE hours IS NOT NULL
), days AS (
    SELECT journey, day, sum(hours) AS hours, sum(lenient) AS lenient FROM changes GROUP BY journey, day
), levels AS (
    SELECT journey, day, lead(day) OVER of_journey - 1 AS last,
        sum(hours) OVER of_journey AS hours, sum(lenient) OVER of_journey AS lenient
    FROM days
    WINDOW of_journey AS (PARTITION BY journey ORDER BY day)
), paid AS (
    SELECT w.journey, greatest(w.first, r.since, CASE WHEN r.from_age <= p.age OR p.age IS NULL THEN w.first
            ELSE CAST(p.referral_date + to_years(r.from_age - p.age - 1) AS DATE) + 1 END) AS first,
        least(w.last, r.until, CASE WHEN r.to_age IS NULL OR p.age IS NULL THEN w.last
            ELSE CAST(p.referral_date + to_years(r.to_age - p.age - 1) AS DATE) END) AS last
    FROM work w
    JOIN person p USING (journey)
    JOIN rates r ON w.first <= r.until AND w.last >= r.since AND w.pay >= r.pence
        AND (r.to_age IS NULL OR p.age < r.to_age) AND (p.age IS NOT NULL OR r.to_age IS NULL)
    WHERE p.primary_care AND w.hours >= 700 AND w.basis <> 'self_employed'
), rows AS (
    SELECT journey, 'hours' AS kind, day AS first, last FROM levels
    WHERE hours >= CASE WHEN lenient > 0 THEN 800 ELSE 1600 END
    UNION ALL
    SELECT journey, 'suits', first, last FROM work SEMI JOIN (SELECT journey FROM person WHERE nolb OR ses) USING (journey) WHERE suits
    UNION ALL
    SELECT journey, 'paid', first, last FROM paid WHERE first <= last
), islands AS (
    SELECT *, first > coalesce(max(last) OVER earlier, DATE '0001-01-01') + 1 AS begins
    FROM rows
    WINDOW earlier AS (PARTITION BY journey, kind ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), numbered AS (
    SELECT *, sum(CAST(begins AS INTEGER)) OVER (PARTITION BY journey, kind ORDER BY first, last ROWS UNBOUNDED PRECEDING) AS island
    FROM islands
), merged AS (
    SELECT journey, kind, min(first) AS first, max(last) AS last FROM numbered GROUP BY journey, kind, island
    UNION ALL
    SELECT journey, 'hours', tomorrow, DATE '9999-12-31' FROM person WHERE fss AND tomorrow IS NOT NULL
    UNION ALL
    SELECT journey, 'suits', tomorrow, DATE '9999-12-31' FROM person WHERE (nolb OR ses) AND tomorrow IS NOT NULL
    UNION ALL
    SELECT journey, 'paid', tomorrow, DATE '9999-12-31' FROM person WHERE primary_care AND tomorrow IS NOT NULL
)
SELECT journey, kind, first, last, last - first + 1 AS days,
    coalesce(sum(last - first + 1) OVER (PARTITION BY journey, kind ORDER BY first
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
FROM merged;

-- On which day so many days are reached: in a rolling window (they change only where a run begins at one of its ends), and in
-- the first one.
CREATE OR REPLACE TEMP TABLE reached AS
WITH asked(weeks, days, "window") AS (VALUES (13, 91, 112), (26, 182, 210), (52, 364, 420)),
candidates AS (
    SELECT journey, kind, weeks, asked.days AS needed, "window", unnest([before, before + asked.days - 1]) AS place
    FROM runs CROSS JOIN asked WHERE kind <> 'paid'
), rolling AS (
    SELECT c.journey, c.kind, c.weeks, min(f.first + CAST(c.place - f.before AS INTEGER)) AS day
    FROM candidates c
    JOIN runs f ON f.journey = c.journey AND f.kind = c.kind AND c.place >= f.before AND c.place < f.before + f.days
    JOIN runs b ON b.journey = c.journey AND b.kind = c.kind
        AND c.place - c.needed + 1 >= b.before AND c.place - c.needed + 1 < b.before + b.days
    WHERE c.place >= c.needed - 1
        AND (f.first + CAST(c.place - f.before AS INTEGER)) - (b.first + CAST(c.place - c.needed + 1 - b.before AS INTEGER))
            < c."window"
    GROUP BY c.journey, c.kind, c.weeks
), cumulative AS (
    SELECT journey, first + CAST(90 - before AS INTEGER) AS day FROM runs
    WHERE kind = 'paid' AND 90 >= before AND 90 < before + days
), begun AS (
    SELECT journey, kind, min(first) AS first FROM runs GROUP BY journey, kind
)
SELECT b.journey, b.kind, b.first,
    CASE WHEN b.kind = 'paid' THEN any_value(c.day) ELSE min(r.day) FILTER (r.weeks = 13) END AS on_13,
    min(r.day) FILTER (r.weeks = 26) AS on_26,
    min(r.day) FILTER (r.weeks = 52) AS on_52
FROM begun b
LEFT JOIN rolling r ON r.journey = b.journey AND r.kind = b.kind
LEFT JOIN cumulative c ON c.journey = b.journey AND b.kind = 'paid'
GROUP BY b.journey, b.kind, b.first;

CREATE OR REPLACE TEMP TABLE starts AS
SELECT journey, min(began) AS any_job,
    min(began) FILTER (paid >= 400) AS of_4, count(DISTINCT job_id) FILTER (paid >= 400) AS jobs_4,
    min(began) FILTER (paid >= 700) AS of_7, count(DISTINCT job_id) FILTER (paid >= 700) AS jobs_7
FROM work GROUP BY journey;

CREATE OR REPLACE TEMP MACRO verdict(eligible, day, until) AS
    CASE WHEN NOT eligible OR day IS NULL OR day > until THEN 0 WHEN day <= $as_of THEN 3 ELSE 2 END;

-- One row for a journey: a verdict and a day for every outcome, and how many job starts count.
CREATE OR REPLACE TEMP TABLE answers AS
WITH days AS (
    SELECT p.*,
        h.first AS fss_first, h.on_13 AS fss_13, h.on_26 AS fss_26, h.on_52 AS fss_52,
        CASE WHEN h.first > p.in_18_months THEN NULL ELSE h.first + 60 * 7 - 1 END AS fss_until,
        s.first AS suits_first, s.on_13 AS suits_13, s.on_26 AS suits_26, s.on_52 AS suits_52,
        a.on_13 AS paid_13, a.first + 16 * 7 - 1 AS paid_until,
        coalesce(w.any_job, p.tomorrow) AS began, coalesce(w.of_4, p.tomorrow) AS began_4, coalesce(w.of_7, p.tomorrow) AS began_7,
        coalesce(w.jobs_4, 0) AS jobs_4, coalesce(w.jobs_7, 0) AS jobs_7
    FROM person p
    LEFT JOIN reached h ON h.journey = p.journey AND h.kind = 'hours'
    LEFT JOIN reached s ON s.journey = p.journey AND s.kind = 'suits'
    LEFT JOIN reached a ON a.journey = p.journey AND a.kind = 'paid'
    LEFT JOIN starts w ON w.journey = p.journey
), fair_start AS (
    SELECT *,
        verdict(fss AND may_join AND fss_until IS NOT NULL, fss_13, fss_until) AS own_13,
        verdict(fss AND may_join AND fss_until IS NOT NULL, fss_26, fss_until) AS own_26,
        verdict(fss AND may_join AND fss_until IS NOT NULL, fss_52, fss_until) AS own_52
    FROM days
), chained AS (
    SELECT *,
        least(own_13, own_26) AS both_26,
        CASE WHEN own_13 = own_26 THEN greatest(fss_13, fss_26) WHEN own_13 < own_26 THEN fss_13 ELSE fss_26 END AS both_26_on
    FROM fair_start
)
SELECT journey, fss, nolb, ses, secondary, nhs_primary, talking, primary_care, alcohol_drug, universal, workwell,
    own_13 AS v0, fss_13 AS d0,
    both_26 AS v1, both_26_on AS d1,
    least(both_26, own_52) AS v2,
    CASE WHEN both_26 = own_52 THEN greatest(both_26_on, fss_52) WHEN both_26 < own_52 THEN both_26_on ELSE fss_52 END AS d2,
    verdict(nolb, suits_first, suits_first) AS v3, suits_first AS d3,
    verdict(nolb, suits_13, suits_13) AS v4, suits_13 AS d4,
    verdict(nolb, suits_26, suits_26) AS v5, suits_26 AS d5,
    verdict(nolb, suits_52, suits_52) AS v6, suits_52 AS d6,
    verdict(ses, suits_first, suits_first) AS v7, suits_first AS d7,
    verdict(ses, suits_13, suits_13) AS v8, suits_13 AS d8,
    verdict(ses, suits_26, suits_26) AS v9, suits_26 AS d9,
    verdict(ses, suits_52, suits_52) AS v10, suits_52 AS d10,
    verdict(secondary, began_4, began_4) AS v11, began_4 AS d11,
    verdict(secondary, began_4, began_4) AS v12, began_4 AS d12,
    verdict(nhs_primary, began_4, began_4) AS v13, began_4 AS d13,
    verdict(nhs_primary, began_4, began_4) AS v14, began_4 AS d14,
    verdict(talking, began_4, began_4) AS v15, began_4 AS d15,
    verdict(talking, began_4, began_4) AS v16, began_4 AS d16,
    verdict(primary_care, paid_13, paid_until) AS v17, paid_13 AS d17,
    verdict(alcohol_drug, began_7, in_18_months) AS v18, began_7 AS d18,
    verdict(alcohol_drug, began_7, began_7) AS v19, began_7 AS d19,
    verdict(universal, began_4, began_4) AS v20, began_4 AS d20,
    verdict(universal, began_4, began_4) AS v21, began_4 AS d21,
    verdict(workwell, began, began) AS v22, began AS d22,
    jobs_4, jobs_7
FROM chained ORDER BY journey;
