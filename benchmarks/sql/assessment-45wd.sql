WITH assessment AS (
    SELECT * EXCLUDE (ended_on), CASE WHEN NOT contradiction THEN ended_on END AS ended_on
    FROM seen_periods('assessment')
), authorised AS (
    SELECT a.period, min(e.day) AS met
    FROM assessment AS a
    JOIN seen_events('assessment.authorised', 'assessment') AS e
      ON e.subject = a.subject AND (e.link IS NULL OR e.link = a.period)
     AND e.day BETWEEN coalesce(a.referred_on, '-infinity'::DATE) AND coalesce(a.ended_on, as_of())
    GROUP BY a.period
)
SELECT
    a.subject, a.started_on AS occurrence, a.period, a.referred_on AS started,
    c.plus_45wd AS due, authorised.met,
    a.ended_on AS over_on,
    CASE WHEN a.contradiction THEN 'contradiction'::reason
         WHEN a.referred_on IS NULL THEN 'anchor_unknown'::reason END AS reason
FROM assessment AS a
LEFT JOIN authorised USING (period)
LEFT JOIN calendar AS c ON c.day = a.referred_on
