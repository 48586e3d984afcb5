WITH judged AS (
    FROM care WHERE reason IS NULL OR reason = 'start_unknown'
), step AS (
    -- A placement is in the window from its start to the day before 12 months after its end.
    SELECT subject, coalesce(started_on, '-infinity'::DATE) AS day, 1 AS held, 0 AS cared FROM placement
    WHERE NOT contradiction AND short_break IS NOT TRUE
    UNION ALL
    SELECT
        subject,
        CASE WHEN (ended_on + INTERVAL 12 MONTH)::DATE <= as_of() THEN (ended_on + INTERVAL 12 MONTH)::DATE ELSE 'infinity' END,
        -1, 0
    FROM placement WHERE NOT contradiction AND short_break IS NOT TRUE
    UNION ALL
    SELECT subject, coalesce(started_on, '-infinity'::DATE), 0, 1 FROM judged
    UNION ALL
    SELECT subject, CASE WHEN ended_on < as_of() THEN ended_on + 1 ELSE 'infinity' END, 0, -1 FROM judged
), segment AS (
    SELECT
        subject, day,
        lead(day) OVER following AS stop,
        sum(sum(held)::INTEGER) OVER so_far AS held,
        sum(sum(cared)::INTEGER) OVER so_far > 0 AS cared
    FROM step
    WHERE subject IN (SELECT subject FROM judged)
    GROUP BY subject, day
    WINDOW following AS (PARTITION BY subject ORDER BY day), so_far AS (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING)
), marked AS (
    SELECT
        *, cared AND held > 2 AS over,
        over AND NOT coalesce(lag(cared AND held > 2) OVER following, false) AS begins,
        lead(cared) OVER following AS then_cared
    FROM segment WINDOW following AS (PARTITION BY subject ORDER BY day)
), run AS (
    SELECT
        subject, min(day) AS started, max(stop) AS stop, max(held) AS highest, arg_max(held, day) AS latest,
        arg_max(then_cared, day) AS then_cared
    FROM (SELECT *, count_if(begins) OVER (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING) AS number FROM marked)
    WHERE over GROUP BY subject, number
), row AS (
    SELECT
        subject, started, started AS day, false AS is_current,
        (CASE WHEN stop = 'infinity' THEN latest ELSE highest END)::INTEGER AS turn,
        CASE WHEN stop < 'infinity' AND then_cared THEN stop END AS met,
        CASE WHEN stop < 'infinity' AND NOT coalesce(then_cared, false) THEN stop - 1 END AS over_on
    FROM run
    UNION ALL BY NAME
    SELECT subject, as_of() AS day, held::INTEGER AS turn, true AS is_current
    FROM segment WHERE cared AND held <= 2 AND day <= as_of() AND stop > as_of()
)
SELECT
    r.subject, c.period, r.turn, r.met, r.over_on, r.is_current,
    CASE WHEN r.started > '-infinity' THEN r.started END AS occurrence,
    CASE WHEN r.started > '-infinity' THEN r.started END AS started,
    CASE WHEN r.started > '-infinity' THEN r.started - 1 END AS due,
    CASE WHEN r.started = '-infinity' THEN 'start_unknown'::reason END AS reason
FROM row AS r
ASOF LEFT JOIN (SELECT subject, period, coalesce(started_on, '-infinity'::DATE) AS begun FROM judged) AS c
  ON c.subject = r.subject AND c.begun <= r.day
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM care WHERE reason IN ('contradiction', 'two_open')
