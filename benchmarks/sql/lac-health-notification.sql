WITH told AS (
    SELECT c.period, min(e.day) AS day
    FROM care AS c
    JOIN seen_events('health.notified', 'looked_after') AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN c.reach AND coalesce(c.ended_on, as_of())
    GROUP BY c.period
), sent AS (
    SELECT c.period, min(e.day) AS day
    FROM care AS c
    JOIN seen_events('health.paperwork_sent', 'looked_after') AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN c.reach AND coalesce(c.ended_on, as_of())
    GROUP BY c.period
)
SELECT
    c.subject, c.started_on AS occurrence, c.period, c.started_on AS started, start_day.plus_5wd AS due,
    CASE WHEN told.day IS NOT NULL AND sent.day IS NOT NULL THEN greatest(told.day, sent.day) END AS met,
    c.ended_on AS over_on, c.reason
FROM care AS c
LEFT JOIN told USING (period)
LEFT JOIN sent USING (period)
LEFT JOIN calendar AS start_day ON start_day.day = c.started_on
