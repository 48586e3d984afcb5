WITH returned AS (
    -- The same return recorded twice is one; `place` is the order of a child's returns.
    SELECT
        *, row_number() OVER (ORDER BY subject, day, moment NULLS FIRST, row) AS place,
        moment + INTERVAL 72 HOUR AS due_at
    FROM (
        SELECT
            subject, happened_on AS day, happened_at AS moment, file_row_number AS row,
            CASE WHEN linked_kind = 'missing' THEN linked_period END AS period
        FROM read_parquet(folder() || '/events/missing.returned.parquet', file_row_number => true)
        WHERE happened_on <= as_of()
    )
    QUALIFY row_number() OVER (PARTITION BY subject, day, moment ORDER BY row) = 1
), interview AS (
    SELECT subject, happened_on AS day, happened_at AS moment, outcome, file_row_number AS row,
        CASE WHEN linked_kind = 'missing' THEN linked_period END AS link
    FROM read_parquet(folder() || '/events/return_interview.held.parquet', file_row_number => true)
    WHERE happened_on <= as_of() AND outcome IN ('held', 'declined')
), pair AS (
    SELECT r.place, i.row, i.day, i.moment, i.outcome
    FROM returned AS r
    JOIN interview AS i
      ON i.subject = r.subject AND i.day >= r.day AND NOT coalesce(i.moment < r.moment, false)
     AND (i.link IS NULL OR i.link = r.period)
    -- One that names no period belongs to the latest return before it alone.
    QUALIFY i.link IS NOT NULL OR r.place = max(r.place) OVER (PARTITION BY i.row)
), first AS (
    SELECT
        place,
        arg_min({day: day, moment: moment}, (day, coalesce(moment, '-infinity'::TIMESTAMPTZ), row)) FILTER (outcome = 'held') AS held,
        min(day) FILTER (outcome = 'declined') AS declined
    FROM pair GROUP BY place
)
SELECT
    r.subject, r.day AS occurrence, r.period, r.day AS started,
    CASE WHEN r.moment IS NULL THEN r.day + 3 ELSE (r.due_at AT TIME ZONE 'Europe/London')::DATE END AS due,
    least(f.held.day, f.declined) AS met,
    f.declined < coalesce(f.held.day, 'infinity'::DATE) AS refused,
    f.held.moment > r.due_at AND NOT coalesce(f.declined < f.held.day, false) AS late
FROM returned AS r
LEFT JOIN first AS f USING (place)
