WITH plan AS (
    -- The interval that the plan sets, whatever it is, or 10 working days.
    SELECT *, CASE WHEN visit_every > 0 AND visit_every = floor(visit_every) THEN visit_every::INTEGER ELSE 10 END AS every
    FROM cp_plan WHERE reason IS NULL OR reason = 'start_unknown'
), point AS (
    SELECT period, started_on AS day, 0 AS made FROM plan
    UNION ALL
    SELECT p.period, e.day, 1
    FROM plan AS p
    JOIN seen_events('cp_visit.made', 'cp_plan') AS e
      ON e.subject = p.subject AND (e.link IS NULL OR e.link = p.period)
     AND e.day BETWEEN p.reach AND coalesce(p.ended_on, as_of())
    WHERE e.child_seen
), link AS (
    -- What is recorded twice on a day is one: of such rows the last stays, which knows the next day.
    SELECT
        period, day, made, dense_rank() OVER following AS turn, lead(day) OVER following AS met,
        lead(made) OVER following AS met_by
    FROM point WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, made)
    QUALIFY day IS DISTINCT FROM met OR made IS DISTINCT FROM met_by
)
SELECT
    p.subject, p.started_on AS occurrence, p.period, l.turn::INTEGER AS turn, l.day AS started, d.day AS due,
    l.met, p.ended_on AS over_on, CASE WHEN l.turn = 1 THEN p.reason END AS reason
FROM link AS l
JOIN plan AS p USING (period)
LEFT JOIN calendar AS k ON k.day = l.day
LEFT JOIN working_day AS d ON d.wd = k.wd + CASE WHEN l.turn = 1 THEN 10 ELSE p.every END
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM cp_plan WHERE reason IN ('contradiction', 'two_open')
