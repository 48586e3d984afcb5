WITH assessment AS (
    FROM iha WHERE outcome = 'done'
    UNION ALL
    SELECT subject, day, link, outcome FROM seen_events('health.rha', 'looked_after') WHERE outcome IN ('done', 'refused')
), point AS (
    -- One a day; of a refusal and an assessment on one day, the assessment.
    SELECT c.period, e.day, bool_and(e.outcome = 'refused') AS refused
    FROM care AS c
    JOIN assessment AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN coalesce((c.started_on - INTERVAL 3 MONTH)::DATE, c.reach) AND coalesce(c.ended_on, as_of())
    WHERE c.reason IS NULL OR c.reason = 'start_unknown'
    GROUP BY ALL
), link AS (
    SELECT
        period, day, row_number() OVER following AS nth, lead(day) OVER following AS met,
        lead(refused) OVER following AS refused
    FROM point WINDOW following AS (PARTITION BY period ORDER BY day)
), birthday AS (
    SELECT
        subject,
        CASE WHEN month(born) = 2 AND day(born) = 29 THEN make_date(year(born) + 5, 3, 1)
             ELSE (born + INTERVAL 5 YEAR)::DATE END AS fifth
    FROM birth
)
SELECT
    c.subject, c.started_on AS occurrence, c.period, (l.nth + 1)::INTEGER AS turn, l.day AS started,
    CASE WHEN (l.day + INTERVAL 6 MONTH)::DATE < b.fifth THEN (l.day + INTERVAL 6 MONTH)::DATE
         ELSE (l.day + INTERVAL 12 MONTH)::DATE END AS due,
    l.met, l.refused, c.ended_on AS over_on,
    CASE WHEN b.fifth IS NULL THEN 'date_of_birth'::reason END AS reason
FROM link AS l
JOIN care AS c USING (period)
LEFT JOIN birthday AS b ON b.subject = c.subject
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM care WHERE reason IN ('contradiction', 'two_open')
