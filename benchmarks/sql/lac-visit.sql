CREATE OR REPLACE MACRO owed_from(day, entry) AS
    CASE entry WHEN 0 THEN day + 7 WHEN 1 THEN day + 4 * 7 WHEN 2 THEN day + 7 WHEN 3 THEN (day + INTERVAL 3 MONTH)::DATE
               ELSE CASE WHEN NOT relaxed(day) THEN day + 6 * 7 END END;
CREATE OR REPLACE TEMP TABLE standing AS
WITH boundary AS (
    -- The days on which how a child is placed, or under what order, may have changed.
    SELECT subject, coalesce(started_on, '-infinity'::DATE) AS day FROM placement
    UNION SELECT subject, ended_on + 1 FROM placement WHERE ended_on IS NOT NULL
    UNION SELECT subject, coalesce(started_on, '-infinity'::DATE) FROM legal_status
    UNION SELECT subject, ended_on + 1 FROM legal_status WHERE ended_on IS NOT NULL
), placed AS (
    SELECT
        b.subject, b.day,
        bool_or(p.connected_temporary) AS connected, bool_or(p.with_parents) AS with_parents,
        bool_or(p.before_assessment) AS before_assessment, bool_or(p.long_term AND NOT p.with_parents AND NOT p.other_arrangement) AS long_term,
        bool_or(s.status = 'C1') AS interim, max(p.started_on) AS begun
    FROM boundary AS b
    LEFT JOIN placement AS p
      ON p.subject = b.subject AND coalesce(p.started_on, '-infinity'::DATE) <= b.day AND coalesce(p.ended_on, 'infinity'::DATE) >= b.day
    LEFT JOIN legal_status AS s
      ON s.subject = b.subject AND coalesce(s.started_on, '-infinity'::DATE) <= b.day AND coalesce(s.ended_on, 'infinity'::DATE) >= b.day
     AND s.status = 'C1'
    GROUP BY ALL
)
SELECT
    p.subject, p.day,
    p.connected OR (p.with_parents AND coalesce(p.interim, false)) AS close,
    p.before_assessment, p.long_term,
    coalesce(r.day, 'infinity'::DATE) AS reviewed,
    coalesce((p.begun + INTERVAL 1 YEAR)::DATE, 'infinity'::DATE) AS year_on,
    coalesce(lead(p.day) OVER (PARTITION BY p.subject ORDER BY p.day), 'infinity'::DATE) AS stop
FROM placed AS p
ASOF LEFT JOIN lac_review AS r ON r.subject = p.subject AND r.day >= p.begun;
CREATE OR REPLACE TEMP TABLE ordered AS
WITH looked_after AS (
    SELECT *, coalesce(ended_on, as_of()) AS last FROM care WHERE reason IS NULL OR reason = 'start_unknown'
), restart AS (
    SELECT subject, started_on AS day FROM placement WHERE started_on IS NOT NULL AND NOT contradiction
    UNION
    SELECT s.subject, s.started_on
    FROM legal_status AS s
    JOIN placement AS p
      ON p.subject = s.subject AND coalesce(p.started_on, '-infinity'::DATE) <= s.started_on
     AND coalesce(p.ended_on, 'infinity'::DATE) >= s.started_on AND p.with_parents
    WHERE s.started_on IS NOT NULL AND NOT s.contradiction AND s.status = 'C2'
), point AS (
    SELECT period, subject, last, started_on AS day, 0 AS kind FROM looked_after
    UNION ALL
    SELECT c.period, c.subject, c.last, r.day, 1
    FROM looked_after AS c
    JOIN restart AS r
      ON r.subject = c.subject AND r.day >= coalesce(c.started_on + 1, c.reach) AND r.day <= c.last
    UNION ALL
    SELECT c.period, c.subject, c.last, e.day, 2
    FROM looked_after AS c
    JOIN seen_events('statutory_visit.made', 'looked_after') AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period) AND e.day BETWEEN c.reach AND c.last
    WHERE e.child_seen
    UNION ALL
    SELECT c.period, c.subject, c.last, e.day, 2
    FROM looked_after AS c
    JOIN seen_events('adoption_visit.made', 'looked_after') AS e
      ON e.subject = c.subject AND (e.link IS NULL OR e.link = c.period) AND e.day BETWEEN c.reach AND c.last
)
-- What is recorded twice on a day is one: of such rows the last stays, which knows the next day. With restarts on a day of
-- their own kind, a visit's place is its turn less the restarts before it.
SELECT
    period, subject, day, kind,
    dense_rank() OVER following - coalesce(count_if(kind = 1) OVER so_far, 0) AS turn,
    coalesce(lead(day) OVER following, last + 1) AS stop, lead(kind) OVER following AS next_kind
FROM point
WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, kind),
    so_far AS (PARTITION BY period ORDER BY day NULLS FIRST, kind ROWS UNBOUNDED PRECEDING)
QUALIFY day IS DISTINCT FROM stop OR kind IS DISTINCT FROM next_kind;
WITH looked_after AS (
    SELECT *, coalesce(ended_on, as_of()) AS last FROM care WHERE reason IS NULL OR reason = 'start_unknown'
), chosen AS (
    -- What is owed from each visit, as things stood that day.
    SELECT
        o.period, o.day,
        CASE WHEN s.close THEN CASE WHEN s.reviewed <= o.day THEN 1 ELSE 0 END
             WHEN s.before_assessment AND s.reviewed > o.day THEN 2
             WHEN s.long_term AND s.year_on <= o.day THEN 3 ELSE 4 END AS entry
    FROM ordered AS o
    LEFT JOIN standing AS s ON s.subject = o.subject AND o.day >= s.day AND o.day < s.stop
    WHERE o.kind = 2
), inside AS (
    SELECT
        l.period, l.day, s.day AS changed_on,
        CASE WHEN s.close THEN CASE WHEN s.reviewed <= s.day THEN 1 ELSE 0 END
             WHEN s.before_assessment AND s.reviewed > s.day THEN 2
             WHEN s.long_term AND s.year_on <= s.day THEN 3 ELSE 4 END AS entry
    FROM (SELECT c.period, s.* FROM standing AS s JOIN looked_after AS c
            ON c.subject = s.subject AND s.day BETWEEN c.reach AND c.last AND s.day > '-infinity') AS s
    JOIN ordered AS l ON l.period = s.period AND l.kind = 2 AND l.day < s.day AND s.day < l.stop
), moved AS (
    SELECT
        period, day,
        min(owed_from(changed_on, entry)) AS due
    FROM (
        SELECT
            i.*, c.entry <> i.entry AS differs_from_start, lag(i.entry) OVER following AS before
        FROM inside AS i JOIN chosen AS c USING (period, day)
        WINDOW following AS (PARTITION BY i.period, i.day ORDER BY i.changed_on)
    )
    WHERE CASE WHEN before IS NULL THEN differs_from_start ELSE entry <> before END
    GROUP BY period, day
), owed AS (
    SELECT
        o.period, o.day, o.kind, o.turn,
        CASE WHEN o.kind < 2 THEN o.day + 7
             -- What has no date has none after a change either.
             WHEN owed_from(o.day, c.entry) IS NOT NULL THEN least(owed_from(o.day, c.entry), m.due) END AS due
    FROM ordered AS o
    LEFT JOIN chosen AS c ON c.period = o.period AND c.day = o.day AND o.kind = 2
    LEFT JOIN moved AS m ON m.period = o.period AND m.day = o.day AND o.kind = 2
), late_restart AS (
    SELECT *, kind = 1 AND day > lag(due) OVER (PARTITION BY period ORDER BY day NULLS FIRST, kind) AS too_late FROM owed
), counted AS (
    -- Of a restart after the due date nothing comes.
    SELECT * FROM late_restart
    QUALIFY coalesce(count_if(too_late) OVER (PARTITION BY period, turn ORDER BY day NULLS FIRST, kind), 0) = 0
), link AS (
    SELECT
        *, lead(day) OVER following AS next_day, lead(kind) OVER following AS next_kind,
        lead(day, 2) OVER following AS second_day, lead(kind, 2) OVER following AS second_kind
    FROM counted WINDOW following AS (PARTITION BY period ORDER BY day NULLS FIRST, kind)
)
SELECT
    c.subject, c.started_on AS occurrence, c.period, l.turn::INTEGER AS turn, l.day AS started, l.due,
    CASE WHEN l.next_kind = 2 OR (l.second_kind = 2 AND l.second_day = l.next_day) THEN l.next_day END AS met,
    CASE WHEN l.next_kind = 1 THEN l.next_day ELSE c.ended_on END AS over_on,
    CASE WHEN l.kind = 0 THEN c.reason WHEN l.due IS NULL THEN 'no_value_in_force'::reason END AS reason
FROM link AS l
JOIN looked_after AS c USING (period)
UNION ALL BY NAME
SELECT subject, started_on AS occurrence, period, started_on AS started, reason
FROM care WHERE reason IN ('contradiction', 'two_open')
