WITH extension AS (
    SELECT subject, link, day AS agreed_on, new_due_on FROM seen_events('pre_proceedings.extended', 'pre_proceedings')
    UNION ALL
    SELECT
        subject, CASE WHEN linked_kind = 'pre_proceedings' THEN linked_period END, coalesce(agreed_on, '-infinity'::DATE), new_due_on
    FROM agreed WHERE kind = 'extended' AND standard = 'pre-proceedings-16w' AND subject_kind = 'person'
), extensions AS (
    SELECT p.period, list({agreed_on: e.agreed_on, new_due_on: e.new_due_on} ORDER BY e.agreed_on, e.new_due_on) AS in_order
    FROM pre_proceedings AS p
    JOIN extension AS e ON e.subject = p.subject AND (e.link IS NULL OR e.link = p.period)
    WHERE e.new_due_on IS NOT NULL
    GROUP BY p.period
), stage AS (
    SELECT *, started_on + CASE WHEN started_on < '2019-05-01' THEN 12 ELSE 16 END * 7 AS first_due FROM pre_proceedings
), moved AS (
    -- One after another: each is judged against the date that those before it gave.
    SELECT
        p.period,
        list_reduce(
            list_transform(x.in_order, lambda e: {due: e.new_due_on, agreed_on: e.agreed_on, times: 0}),
            lambda so_far, e: CASE
                WHEN e.agreed_on <= so_far.due AND e.due > so_far.due AND e.due <= so_far.due + 8 * 7 AND so_far.times < 1
                THEN {due: e.due, agreed_on: e.agreed_on, times: so_far.times + 1} ELSE so_far END,
            {due: p.first_due, agreed_on: NULL::DATE, times: 0}
        ).due AS due
    FROM stage AS p JOIN extensions AS x USING (period)
)
SELECT
    p.subject, p.started_on AS occurrence, p.period, p.started_on AS started,
    coalesce(moved.due, p.first_due) AS due, p.ended_on AS met, p.reason
FROM stage AS p
LEFT JOIN moved USING (period)
