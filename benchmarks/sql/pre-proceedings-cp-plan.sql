WITH stage AS (
    FROM pre_proceedings WHERE reason IS NULL
), span AS (
    -- Days [start, stop) on which each thing holds; what still holds on the day goes on.
    SELECT subject, started_on AS start, ended_on, 1 AS stage, 0 AS plan, 0 AS excused FROM stage
    UNION ALL
    SELECT subject, reach, ended_on, 0, 1, 0 FROM cp_plan WHERE NOT contradiction
    UNION ALL
    SELECT subject, reach, ended_on, 0, 0, 1 FROM looked_after WHERE NOT contradiction
    UNION ALL
    SELECT subject, '-infinity'::DATE, CASE WHEN born <= as_of() THEN born - 1 END, 0, 0, 1
    FROM birth WHERE born IS NOT NULL OR expected IS NOT NULL
), step AS (
    SELECT subject, start AS day, stage, plan, excused FROM span
    UNION ALL
    SELECT subject, CASE WHEN ended_on < as_of() THEN ended_on + 1 ELSE 'infinity'::DATE END, -stage, -plan, -excused FROM span
), segment AS (
    SELECT
        subject, day,
        lead(day) OVER following AS stop,
        sum(sum(stage)::INTEGER) OVER so_far > 0 AS stage,
        sum(sum(plan)::INTEGER) OVER so_far > 0 AS plan,
        sum(sum(excused)::INTEGER) OVER so_far > 0 AS excused
    FROM step
    WHERE subject IN (SELECT subject FROM stage)
    GROUP BY subject, day
    WINDOW following AS (PARTITION BY subject ORDER BY day), so_far AS (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING)
), marked AS (
    SELECT
        *, stage AND NOT plan AND NOT excused AS wanting,
        stage AND NOT coalesce(lag(stage) OVER following, false) AS begins,
        wanting AND NOT coalesce(lag(stage AND NOT plan AND NOT excused) OVER following, false) AS wanting_begins,
        lead(stage AND plan) OVER following AS then_met
    FROM segment WINDOW following AS (PARTITION BY subject ORDER BY day)
), numbered AS (
    SELECT
        *, max(CASE WHEN begins THEN day END) OVER (PARTITION BY subject ORDER BY day) AS began,
        count_if(wanting_begins) OVER (PARTITION BY subject ORDER BY day ROWS UNBOUNDED PRECEDING) AS stretch
    FROM marked
), occurrence AS (
    SELECT
        subject, began, min(day) AS started, max(stop) AS stop, arg_max(then_met, day) AS then_met, false AS at_once
    FROM numbered WHERE wanting GROUP BY subject, began, stretch
    UNION ALL
    SELECT subject, day, day, day, true, true FROM numbered WHERE begins AND plan AND NOT excused
), beginning AS (
    SELECT subject, started_on AS began, min(period) AS period FROM stage GROUP BY ALL
)
SELECT
    o.subject, b.period, o.began AS occurrence, o.started,
    CASE WHEN o.at_once THEN o.started ELSE c.plus_15wd END AS due,
    CASE WHEN o.then_met AND o.stop < 'infinity' THEN o.stop END AS met,
    CASE WHEN o.stop < 'infinity' AND NOT coalesce(o.then_met, false) THEN o.stop - 1 END AS over_on
FROM occurrence AS o
JOIN beginning AS b ON b.subject = o.subject AND b.began = o.began
LEFT JOIN calendar AS c ON c.day = o.started
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM pre_proceedings WHERE reason IS NOT NULL
