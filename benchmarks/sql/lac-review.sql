WITH point AS (
    SELECT period, started_on AS day, 0 AS held FROM care WHERE reason IS NULL OR reason = 'start_unknown'
    UNION ALL
    SELECT c.period, e.day, 1
    FROM care AS c
    JOIN lac_review AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN c.reach AND coalesce(c.ended_on, as_of())
    WHERE c.reason IS NULL OR c.reason = 'start_unknown'
    UNION ALL
    SELECT c.period, e.day, 1
    FROM care AS c
    JOIN seen_events('adoption_review.held', 'looked_after') AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN c.reach AND coalesce(c.ended_on, as_of())
    WHERE c.reason IS NULL OR c.reason = 'start_unknown'
), link AS (
    -- What is recorded twice on a day is one: of such rows the last stays, which knows the next day.
    SELECT
        period, day, held, dense_rank() OVER following AS turn, lead(day) OVER following AS met,
        lead(held) OVER following AS met_by
    FROM point WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, held)
    QUALIFY day IS DISTINCT FROM met OR held IS DISTINCT FROM met_by
)
SELECT
    c.subject, c.started_on AS occurrence, c.period, l.turn::INTEGER AS turn, l.day AS started,
    CASE WHEN l.turn = 1 THEN start_day.plus_20wd
         WHEN l.turn = 2 AND c.started_on IS NOT NULL THEN (l.day + INTERVAL 3 MONTH)::DATE
         WHEN NOT relaxed(l.day) THEN (l.day + INTERVAL 6 MONTH)::DATE END AS due,
    -- Where the period's start is unknown so is the turn, and the second may be a later one.
    CASE WHEN l.turn = 2 AND c.started_on IS NULL THEN (l.day + INTERVAL 3 MONTH)::DATE END AS due_early,
    l.met, c.ended_on AS over_on,
    CASE WHEN l.turn = 1 THEN c.reason
         WHEN relaxed(l.day) AND NOT (l.turn = 2 AND c.started_on IS NOT NULL) THEN 'no_value_in_force'::reason END AS reason
FROM link AS l
JOIN care AS c USING (period)
LEFT JOIN calendar AS start_day ON start_day.day = l.day AND l.turn = 1
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM care WHERE reason IN ('contradiction', 'two_open')
