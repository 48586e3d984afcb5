WITH assessed AS (
    SELECT
        c.period,
        min(e.day) FILTER (e.outcome = 'done') AS done,
        min(e.day) FILTER (e.outcome = 'refused') AS refused
    FROM care AS c
    JOIN iha AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period)
     AND e.day BETWEEN coalesce((c.started_on - INTERVAL 3 MONTH)::DATE, c.reach) AND coalesce(c.ended_on, as_of())
    GROUP BY c.period
)
SELECT
    c.subject, c.started_on AS occurrence, c.period, c.started_on AS started, start_day.plus_20wd AS due,
    least(a.done, a.refused) AS met,
    a.refused < coalesce(a.done, 'infinity'::DATE) AS refused,
    c.ended_on AS over_on, c.reason
FROM care AS c
LEFT JOIN assessed AS a USING (period)
LEFT JOIN calendar AS start_day ON start_day.day = c.started_on
