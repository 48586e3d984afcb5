WITH held AS (
    SELECT
        worker, subject, coalesce(started_on, '-infinity'::DATE) AS start,
        CASE WHEN ended_on < as_of() THEN ended_on + 1 ELSE 'infinity' END AS stop
    FROM involvement WHERE worker IS NOT NULL
), again AS (
    SELECT worker, subject FROM held WHERE start < stop GROUP BY ALL HAVING count(*) > 1
), island AS (
    -- A child is counted once however often the worker is involved: spans that overlap or touch are one.
    SELECT
        *, coalesce(start > max(stop) OVER (PARTITION BY worker, subject ORDER BY start, stop
                                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true) AS apart
    FROM held SEMI JOIN again USING (worker, subject) WHERE start < stop
), child AS (
    SELECT worker, min(start) AS start, max(stop) AS stop
    FROM (
        SELECT *, count_if(apart) OVER (PARTITION BY worker, subject ORDER BY start, stop ROWS UNBOUNDED PRECEDING) AS number
        FROM island
    )
    GROUP BY worker, subject, number
    UNION ALL
    SELECT worker, start, stop FROM held ANTI JOIN again USING (worker, subject)
), span AS (
    SELECT worker, start, stop, 1 AS children, 0 AS fte, 0 AS unknown FROM child
    UNION ALL
    SELECT
        worker, coalesce(started_on, '-infinity'::DATE), CASE WHEN ended_on < as_of() THEN ended_on + 1 ELSE 'infinity' END,
        0, coalesce(fte, 0), (fte IS NULL)::INTEGER
    FROM post
), step AS (
    SELECT worker, start AS day, children, fte, unknown FROM span WHERE start < stop
    UNION ALL
    SELECT worker, stop, -children, -fte, -unknown FROM span WHERE start < stop
), segment AS (
    SELECT
        worker, day,
        lead(day) OVER following AS stop,
        sum(sum(children)::INTEGER) OVER so_far AS children,
        sum(sum(fte)::INTEGER) OVER so_far AS fte,
        sum(sum(unknown)::INTEGER) OVER so_far AS unknown
    FROM step GROUP BY worker, day
    WINDOW following AS (PARTITION BY worker ORDER BY day), so_far AS (PARTITION BY worker ORDER BY day ROWS UNBOUNDED PRECEDING)
), judged AS (
    SELECT
        worker, day, stop,
        children > 0 AND unknown > 0 AS untold,
        children > 0 AND fte > 0 AND unknown = 0 AS told,
        told AND children * 1000 > 15 * fte AS over,
        CASE WHEN told THEN ((children * 1000 + fte - 1) // fte)::INTEGER END AS each
    FROM segment
), marked AS (
    SELECT
        *, over AND NOT coalesce(lag(over) OVER following, false) AS begins, lead(told) OVER following AS then_told
    FROM judged WINDOW following AS (PARTITION BY worker ORDER BY day)
), run AS (
    SELECT
        worker, min(day) AS started, max(stop) AS stop, max(each) AS highest, arg_max(each, day) AS latest,
        arg_max(then_told, day) AS then_told
    FROM (SELECT *, count_if(begins) OVER (PARTITION BY worker ORDER BY day ROWS UNBOUNDED PRECEDING) AS number FROM marked)
    WHERE over GROUP BY worker, number
)
SELECT
    worker AS subject, started AS occurrence, started, started - 1 AS due, false AS is_current,
    CASE WHEN stop = 'infinity' THEN latest ELSE highest END AS turn,
    CASE WHEN stop < 'infinity' AND then_told THEN stop END AS met,
    CASE WHEN stop < 'infinity' AND NOT coalesce(then_told, false) THEN stop - 1 END AS over_on
FROM run
UNION ALL BY NAME
SELECT worker AS subject, each AS turn, true AS is_current
FROM judged WHERE told AND NOT over AND day <= as_of() AND stop > as_of()
UNION ALL BY NAME
SELECT worker AS subject, true AS is_current, 'fte_unknown'::reason AS reason
FROM judged WHERE untold AND day <= as_of() AND stop > as_of()
