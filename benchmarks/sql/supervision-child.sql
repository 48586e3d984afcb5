CREATE OR REPLACE TEMP TABLE link AS
WITH opened AS (
    FROM referral WHERE reason IS NULL OR reason = 'start_unknown'
), point AS (
    SELECT period, subject, started_on AS day, 0 AS held FROM opened
    UNION ALL
    SELECT o.period, o.subject, e.day, 1
    FROM opened AS o
    JOIN seen_events('supervision.case', 'referral') AS e
      ON e.subject = o.subject AND (e.link IS NULL OR e.link = o.period)
     AND e.day BETWEEN o.reach AND coalesce(o.ended_on, as_of())
)
-- What is recorded twice on a day is one: of such rows the last stays, which knows the next day.
SELECT
    period, subject, day, held, dense_rank() OVER following AS turn, lead(day) OVER following AS met,
    lead(held) OVER following AS met_by
FROM point
WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, held)
QUALIFY day IS DISTINCT FROM met OR held IS DISTINCT FROM met_by;
WITH opened AS (
    FROM referral WHERE reason IS NULL OR reason = 'start_unknown'
), span AS (
    SELECT subject, reach AS start, ended_on, 1 AS strict, 0 AS settled, 0 AS cared_for, 0 AS left_care
    FROM cp_plan WHERE NOT contradiction
    UNION ALL
    SELECT subject, reach, ended_on, 1, 0, 0, 0 FROM pre_proceedings WHERE NOT contradiction
    UNION ALL
    SELECT subject, reach, ended_on, 1, 0, 0, 0 FROM proceedings WHERE NOT contradiction
    UNION ALL
    SELECT subject, coalesce(started_on, '-infinity'::DATE), ended_on, 1, 0, 0, 0 FROM section_47 WHERE NOT contradiction
    UNION ALL
    SELECT subject, coalesce(started_on, '-infinity'::DATE), ended_on, 0, 1, 0, 0 FROM placement WHERE NOT contradiction AND long_term
    UNION ALL
    SELECT subject, reach, ended_on, 0, 0, 1, 0 FROM looked_after WHERE NOT contradiction
    UNION ALL
    SELECT subject, reach, ended_on, 0, 0, 0, 1 FROM leaving_care WHERE NOT contradiction
), step AS (
    SELECT subject, start AS day, strict, settled, cared_for, left_care FROM span WHERE ended_on IS NULL OR start <= ended_on
    UNION ALL
    SELECT subject, ended_on + 1, -strict, -settled, -cared_for, -left_care FROM span WHERE start <= ended_on
), standing AS (
    SELECT
        subject, day,
        CASE WHEN sum(sum(strict)::INTEGER) OVER so_far > 0 THEN 4 WHEN sum(sum(settled)::INTEGER) OVER so_far > 0 THEN 12
             WHEN sum(sum(cared_for)::INTEGER) OVER so_far > 0 THEN 8 WHEN sum(sum(left_care)::INTEGER) OVER so_far > 0 THEN 12
             ELSE 8 END AS weeks
    FROM step GROUP BY subject, day
    WINDOW following AS (PARTITION BY subject ORDER BY day), so_far AS (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING)
), turned AS (
    -- The days on which what is owed to a child changed, and to how many weeks.
    SELECT *, coalesce(lead(day) OVER (PARTITION BY subject ORDER BY day), 'infinity'::DATE) AS stop
    FROM (FROM standing QUALIFY weeks <> coalesce(lag(weeks) OVER (PARTITION BY subject ORDER BY day), 8))
), moved AS (
    -- Within a link what is owed becomes the earlier of two readings.
    SELECT l.period, l.day, min(c.day + c.weeks * 7) AS due
    FROM (SELECT o.period, t.day, t.weeks FROM turned AS t JOIN opened AS o
            ON o.subject = t.subject AND t.day BETWEEN o.reach AND coalesce(o.ended_on, as_of())) AS c
    JOIN link AS l ON l.period = c.period AND l.turn > 1 AND l.day < c.day AND (l.met IS NULL OR c.day < l.met)
    GROUP BY l.period, l.day
), owed AS (
    SELECT l.*, l.day + CASE WHEN l.turn = 1 THEN 4 ELSE coalesce(t.weeks, 8) END * 7 AS due
    FROM link AS l
    LEFT JOIN turned AS t ON t.subject = l.subject AND l.day >= t.day AND l.day < t.stop
)
SELECT
    o.subject, o.started_on AS occurrence, o.period, l.turn::INTEGER AS turn, l.day AS started,
    CASE WHEN l.turn = 1 THEN l.due ELSE least(l.due, m.due) END AS due,
    l.met, o.ended_on AS over_on, CASE WHEN l.turn = 1 THEN o.reason END AS reason
FROM owed AS l
JOIN opened AS o USING (period)
LEFT JOIN moved AS m ON m.period = l.period AND m.day = l.day
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM referral WHERE reason IN ('contradiction', 'two_open')
