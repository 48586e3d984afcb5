CREATE OR REPLACE TEMP TABLE link AS
WITH plan AS (
    FROM cp_plan WHERE reason IS NULL OR reason = 'start_unknown'
), point AS (
    SELECT period, subject, started_on AS day, 0 AS made FROM plan
    UNION ALL
    SELECT p.period, p.subject, e.day, 1
    FROM plan AS p
    JOIN seen_events('cp_visit.made', 'cp_plan') AS e
      ON e.subject = p.subject AND (e.link IS NULL OR e.link = p.period)
     AND e.day BETWEEN p.reach AND coalesce(p.ended_on, as_of())
    WHERE e.child_seen
)
-- What is recorded twice on a day is one: of such rows the last stays, which knows the next day.
SELECT
    period, subject, day, made, dense_rank() OVER following AS turn, lead(day) OVER following AS met,
    lead(made) OVER following AS met_by
FROM point
WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, made)
QUALIFY day IS DISTINCT FROM met OR made IS DISTINCT FROM met_by;
WITH plan AS (
    FROM cp_plan WHERE reason IS NULL OR reason = 'start_unknown'
), span AS (
    SELECT
        subject, reach AS start, ended_on, (visit_every = 5)::INTEGER AS every_5, (visit_every = 15)::INTEGER AS every_15,
        (visit_every = 20)::INTEGER AS every_20
    FROM cp_plan WHERE NOT contradiction AND visit_every IN (5, 15, 20) AND (ended_on IS NULL OR reach <= ended_on)
), step AS (
    SELECT subject, start AS day, every_5, every_15, every_20 FROM span
    UNION ALL
    SELECT subject, ended_on + 1, -every_5, -every_15, -every_20 FROM span WHERE ended_on IS NOT NULL
), standing AS (
    SELECT
        subject, day,
        CASE WHEN sum(sum(every_5)::INTEGER) OVER so_far > 0 THEN 5 WHEN sum(sum(every_15)::INTEGER) OVER so_far > 0 THEN 15
             WHEN sum(sum(every_20)::INTEGER) OVER so_far > 0 THEN 20 ELSE 10 END AS every
    FROM step GROUP BY subject, day
    WINDOW following AS (PARTITION BY subject ORDER BY day), so_far AS (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING)
), turned AS (
    SELECT *, coalesce(lead(day) OVER (PARTITION BY subject ORDER BY day), 'infinity'::DATE) AS stop
    FROM (FROM standing QUALIFY every <> coalesce(lag(every) OVER (PARTITION BY subject ORDER BY day), 10))
), moved AS (
    SELECT
        l.period, l.day,
        min(CASE c.every WHEN 5 THEN k.plus_5wd WHEN 15 THEN k.plus_15wd WHEN 20 THEN k.plus_20wd ELSE k.plus_10wd END) AS due
    FROM (SELECT p.period, t.day, t.every FROM turned AS t JOIN plan AS p
            ON p.subject = t.subject AND t.day BETWEEN p.reach AND coalesce(p.ended_on, as_of())) AS c
    JOIN link AS l ON l.period = c.period AND l.turn > 1 AND l.day < c.day AND (l.met IS NULL OR c.day < l.met)
    JOIN calendar AS k ON k.day = c.day
    GROUP BY l.period, l.day
), owed AS (
    SELECT l.*, CASE WHEN l.turn = 1 THEN 10 ELSE coalesce(t.every, 10) END AS every
    FROM link AS l
    LEFT JOIN turned AS t ON t.subject = l.subject AND l.day >= t.day AND l.day < t.stop
)
SELECT
    p.subject, p.started_on AS occurrence, p.period, l.turn::INTEGER AS turn, l.day AS started,
    least(CASE l.every WHEN 5 THEN k.plus_5wd WHEN 15 THEN k.plus_15wd WHEN 20 THEN k.plus_20wd ELSE k.plus_10wd END, m.due) AS due,
    l.met, p.ended_on AS over_on, CASE WHEN l.turn = 1 THEN p.reason END AS reason
FROM owed AS l
JOIN plan AS p USING (period)
LEFT JOIN calendar AS k ON k.day = l.day
LEFT JOIN moved AS m ON m.period = l.period AND m.day = l.day
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM cp_plan WHERE reason IN ('contradiction', 'two_open')
