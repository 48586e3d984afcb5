WITH point AS (
    SELECT period, started_on AS day, 0 AS held FROM cp_plan WHERE reason IS NULL OR reason = 'start_unknown'
    UNION ALL
    SELECT p.period, e.day, 1
    FROM cp_plan AS p
    JOIN seen_events('cp_review.held', 'cp_plan') AS e
      ON e.subject = p.subject AND (e.link IS NULL OR e.link = p.period)
     AND e.day >= coalesce(p.started_on + 1, p.reach) AND e.day <= coalesce(p.ended_on, as_of())
    WHERE (p.reason IS NULL OR p.reason = 'start_unknown') AND e.inquorate IS NOT TRUE
), link AS (
    -- What is recorded twice on a day is one: of such rows the last stays, which knows the next day.
    SELECT
        period, day, held, dense_rank() OVER following AS turn, lead(day) OVER following AS met,
        lead(held) OVER following AS met_by
    FROM point WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, held)
    QUALIFY day IS DISTINCT FROM met OR held IS DISTINCT FROM met_by
)
SELECT
    p.subject, p.started_on AS occurrence, p.period, l.turn::INTEGER AS turn, l.day AS started,
    (l.day + CASE WHEN l.turn = 1 THEN INTERVAL 3 MONTH ELSE INTERVAL 6 MONTH END)::DATE AS due,
    l.met, p.ended_on AS over_on,
    CASE WHEN l.turn = 1 THEN p.reason END AS reason
FROM link AS l
JOIN cp_plan AS p USING (period)
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM cp_plan WHERE reason IN ('contradiction', 'two_open')
