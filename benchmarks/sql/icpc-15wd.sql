WITH enquiry AS (
    SELECT
        *, coalesce(started_on, '-infinity'::DATE) AS counts_from,
        CASE WHEN outcome = 'no_conference' AND NOT contradiction THEN ended_on END AS over_on
    FROM section_47 LEFT JOIN birth USING (subject)
    -- Not of a child unborn on the day; one of whom no birth date is known or expected is taken to be born.
    WHERE NOT coalesce(started_on < coalesce(born, CASE WHEN expected IS NOT NULL THEN 'infinity'::DATE END), false)
), held AS (
    SELECT q.period, min(e.day) AS met
    FROM enquiry AS q
    JOIN seen_events('icpc.held', 'section_47') AS e
      ON e.subject = q.subject AND (e.link IS NULL OR e.link = q.period)
     AND e.day BETWEEN q.counts_from AND coalesce(q.over_on, as_of())
    GROUP BY q.period
)
SELECT
    q.subject, q.started_on AS occurrence, q.period, q.started_on AS started, c.plus_15wd AS due, held.met, q.over_on,
    CASE WHEN q.contradiction THEN 'contradiction'::reason
         WHEN q.started_on IS NULL THEN 'start_unknown'::reason END AS reason
FROM enquiry AS q
LEFT JOIN held USING (period)
LEFT JOIN calendar AS c ON c.day = q.started_on
