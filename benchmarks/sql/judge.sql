-- From occurrences to findings: outcome, days over, warnings, next change, owner.
WITH exempt AS (
    SELECT
        s.number AS standard, a.subject, CASE WHEN a.linked_kind = s.during THEN a.linked_period END AS link,
        max(coalesce(a.until, 'infinity'::DATE)) AS until
    FROM agreed AS a JOIN standard_name AS s ON s.name = a.standard AND s.subject_kind = a.subject_kind
    WHERE a.kind = 'exempt' AND (a.started_on IS NULL OR a.started_on <= as_of()) AND (a.until IS NULL OR a.until >= as_of())
    GROUP BY ALL
), booked AS (
    SELECT
        s.number AS standard, p.subject, CASE WHEN p.linked_kind = s.during THEN p.linked_period END AS link,
        min(p.planned_for) AS planned_for
    FROM planned AS p JOIN meeting_kind AS s ON s.kind = p.kind
    GROUP BY ALL
), told AS (
    SELECT
        o.* EXCLUDE (reason),
        coalesce(
            o.reason,
            CASE WHEN o.is_current THEN NULL
                 WHEN o.started < s.in_force_from THEN 'no_value_in_force'::reason
                 WHEN o.due IS NULL THEN 'beyond_calendar'::reason
                 WHEN o.due_early <> o.due AND coalesce(o.met, o.over_on, as_of()) > o.due_early
                  AND coalesce(o.met, o.over_on, as_of()) <= o.due THEN 'turn_unknown'::reason END
        ) AS reason,
        s.subject_kind,
        greatest(exempt_subject.until, exempt_period.until) AS exempt_until,
        least(booked_subject.planned_for, booked_period.planned_for) AS booked_for
    FROM occurrence AS o
    JOIN standard AS s ON s.number = o.standard
    LEFT JOIN (FROM exempt WHERE link IS NULL) AS exempt_subject
        ON exempt_subject.subject = o.subject AND exempt_subject.standard = o.standard
    LEFT JOIN (FROM exempt WHERE link IS NOT NULL) AS exempt_period
        ON exempt_period.link = o.period AND exempt_period.subject = o.subject AND exempt_period.standard = o.standard
    LEFT JOIN (FROM booked WHERE link IS NULL) AS booked_subject
        ON booked_subject.subject = o.subject AND booked_subject.standard = o.standard
    LEFT JOIN (FROM booked WHERE link IS NOT NULL) AS booked_period
        ON booked_period.link = o.period AND booked_period.subject = o.subject AND booked_period.standard = o.standard
), judged AS (
    SELECT
        *,
        CASE WHEN reason IS NOT NULL THEN 'cannot_tell'::outcome
             WHEN is_current THEN 'on_track'::outcome
             WHEN met IS NOT NULL THEN
                 CASE WHEN met > due OR late THEN 'met_late'::outcome
                      WHEN refused THEN 'exempt'::outcome ELSE 'met'::outcome END
             WHEN over_on IS NOT NULL THEN CASE WHEN over_on <= due THEN 'lapsed'::outcome ELSE 'missed'::outcome END
             WHEN exempt_until IS NOT NULL THEN 'exempt'::outcome
             WHEN due < as_of() THEN 'overdue'::outcome
             ELSE 'on_track'::outcome END AS in_time_or_not
    FROM told
), dated AS (
    SELECT
        j.*,
        CASE in_time_or_not WHEN 'met_late' THEN met WHEN 'missed' THEN over_on WHEN 'overdue' THEN as_of() END AS until,
        due_day.wd AS due_wd,
        in_time_or_not IN ('on_track', 'overdue') AND is_current IS NOT TRUE AS is_open,
        CASE WHEN is_open THEN CASE standard {warning_1} END END AS warning_1,
        CASE WHEN is_open THEN CASE standard {warning_2} END END AS warning_2,
        CASE WHEN is_open THEN CASE standard {warning_3} END END AS warning_3,
        CASE WHEN is_open THEN CASE standard {warning_4} END END AS warning_4,
        coalesce(warning_1 <= as_of(), false)::UTINYINT + coalesce(warning_2 <= as_of(), false)::UTINYINT
            + coalesce(warning_3 <= as_of(), false)::UTINYINT + coalesce(warning_4 <= as_of(), false)::UTINYINT AS reached
    FROM judged AS j
    LEFT JOIN calendar AS due_day ON due_day.day = j.due
)
SELECT
    d.standard,
    d.subject_kind,
    d.subject,
    d.occurrence,
    d.period,
    coalesce(d.turn, 1) AS turn,
    CASE WHEN d.subject_kind = 'worker' THEN t.team ELSE owner.team END AS team,
    CASE WHEN d.subject_kind = 'worker' THEN d.subject ELSE owner.worker END AS worker,
    d.started AS started_on,
    CASE WHEN d.reason IS NULL OR d.reason = 'turn_unknown' THEN d.due END AS due_on,
    CASE WHEN d.reason IS NULL OR d.reason NOT IN ('contradiction', 'two_open') THEN d.met END AS met_on,
    CASE WHEN d.reached > 0 AND d.in_time_or_not = 'on_track' THEN 'due_soon'::outcome ELSE d.in_time_or_not END AS outcome,
    (d.until - d.due)::INTEGER AS days_over,
    until_day.wd - d.due_wd AS working_days_over,
    CASE WHEN d.reached > 0 THEN d.reached::UTINYINT END AS warning,
    CASE WHEN d.in_time_or_not IN ('on_track', 'overdue') THEN d.booked_for END AS booked_for,
    CASE WHEN d.in_time_or_not = 'exempt' AND d.exempt_until < 'infinity' THEN d.exempt_until + 1
         WHEN NOT d.is_open OR d.in_time_or_not = 'overdue' THEN NULL
         WHEN d.reached > 0 THEN least(d.due, d.due_early) + 1
         ELSE least(
             CASE WHEN d.warning_1 > as_of() THEN d.warning_1 END, CASE WHEN d.warning_2 > as_of() THEN d.warning_2 END,
             CASE WHEN d.warning_3 > as_of() THEN d.warning_3 END, CASE WHEN d.warning_4 > as_of() THEN d.warning_4 END,
             d.due + 1, d.due_early + 1) END AS next_change_on,
    d.reason
FROM dated AS d
LEFT JOIN calendar AS until_day ON until_day.day = d.until
LEFT JOIN owner ON owner.subject = CASE WHEN d.subject_kind = 'person' THEN d.subject END
LEFT JOIN team_of_worker AS t ON t.worker = CASE WHEN d.subject_kind = 'worker' THEN d.subject END
