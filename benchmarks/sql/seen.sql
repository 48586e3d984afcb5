-- What can be seen of the snapshot on the day: a table for each kind that several standards ask about, read once.

CREATE TYPE subject_kind AS ENUM ('person', 'worker', 'team');
CREATE TYPE outcome AS ENUM (
    'on_track', 'due_soon', 'overdue', 'met', 'met_late', 'missed', 'lapsed', 'exempt', 'cannot_tell');
CREATE TYPE reason AS ENUM (
    'start_unknown', 'anchor_unknown', 'contradiction', 'two_open', 'date_of_birth', 'no_value_in_force',
    'beyond_calendar', 'turn_unknown', 'attribute_unknown', 'not_in_extract', 'fte_unknown');

-- The months of 2020 in which the law gave no number for what recurs in care.
CREATE MACRO relaxed(day) AS day BETWEEN DATE '2020-04-24' AND DATE '2020-09-25';

CREATE MACRO seen_periods(kind) AS TABLE
SELECT
    * EXCLUDE (period_id, family_id, ended_on, file_row_number),
    CASE WHEN ended_on <= as_of() THEN ended_on END AS ended_on,
    file_row_number::INTEGER AS period
FROM read_parquet(folder() || '/periods/' || kind || '.parquet', file_row_number => true)
WHERE started_on IS NULL OR started_on <= as_of();

CREATE MACRO seen_events(kind, within) AS TABLE
SELECT *, happened_on AS day, CASE WHEN linked_kind = within THEN linked_period END AS link
FROM read_parquet(folder() || '/events/' || kind || '.parquet')
WHERE happened_on <= as_of();

-- Of a kind of which one subject can have only one open: what begins an obligation, how far back an unknown start may
-- reach, and why nothing can be told of it.
CREATE MACRO exclusive_periods(periods) AS TABLE
WITH two_open AS (
    SELECT subject FROM query_table(periods) WHERE ended_on IS NULL AND NOT contradiction
    GROUP BY subject HAVING count(*) > 1
), before AS (
    SELECT period, lag(ended_on) OVER (PARTITION BY subject ORDER BY ended_on NULLS LAST, period) + 1 AS reach
    FROM query_table(periods)
    WHERE NOT contradiction AND subject IN (SELECT subject FROM query_table(periods) WHERE started_on IS NULL)
)
SELECT
    p.* EXCLUDE (ended_on),
    CASE WHEN NOT p.contradiction THEN p.ended_on END AS ended_on,
    coalesce(p.started_on, before.reach, '-infinity'::DATE) AS reach,
    CASE WHEN p.contradiction THEN 'contradiction'::reason
         WHEN two_open.subject IS NOT NULL AND p.ended_on IS NULL THEN 'two_open'::reason
         WHEN p.started_on IS NULL THEN 'start_unknown'::reason END AS reason
FROM query_table(periods) AS p
LEFT JOIN two_open USING (subject)
LEFT JOIN before ON before.period = p.period AND p.started_on IS NULL;

-- The calendar: the working days passed by the end of each day, and the days so many of them before and after.
CREATE TABLE calendar AS
WITH every AS (
    SELECT day::DATE AS day, isodow(day) < 6 AND day::DATE NOT IN (SELECT unnest(bank_holidays())) AS working
    FROM range(starts_on(), ends_on() + INTERVAL 1 DAY, INTERVAL 1 DAY) AS days(day)
), counted AS (
    SELECT day, working, sum(working::INTEGER) OVER (ORDER BY day)::INTEGER AS wd FROM every
), nth AS MATERIALIZED (
    SELECT wd, day FROM counted WHERE working
)
SELECT
    c.day, c.wd,
    plus5.day AS plus_5wd, plus10.day AS plus_10wd, plus15.day AS plus_15wd, plus20.day AS plus_20wd,
    plus45.day AS plus_45wd, minus1.day AS minus_1wd, minus2.day AS minus_2wd, minus3.day AS minus_3wd,
    minus5.day AS minus_5wd, minus7.day AS minus_7wd, minus8.day AS minus_8wd, minus10.day AS minus_10wd
FROM counted AS c
LEFT JOIN nth AS plus5 ON plus5.wd = c.wd + 5
LEFT JOIN nth AS plus10 ON plus10.wd = c.wd + 10
LEFT JOIN nth AS plus15 ON plus15.wd = c.wd + 15
LEFT JOIN nth AS plus20 ON plus20.wd = c.wd + 20
LEFT JOIN nth AS plus45 ON plus45.wd = c.wd + 45
LEFT JOIN nth AS minus1 ON minus1.wd = c.wd - 1
LEFT JOIN nth AS minus2 ON minus2.wd = c.wd - 2
LEFT JOIN nth AS minus3 ON minus3.wd = c.wd - 3
LEFT JOIN nth AS minus5 ON minus5.wd = c.wd - 5
LEFT JOIN nth AS minus7 ON minus7.wd = c.wd - 7
LEFT JOIN nth AS minus8 ON minus8.wd = c.wd - 8
LEFT JOIN nth AS minus10 ON minus10.wd = c.wd - 10;

-- The day on which so many working days have passed.
CREATE TABLE working_day AS SELECT wd, min(day) AS day FROM calendar GROUP BY wd;
CREATE TABLE birth AS
SELECT file_row_number::INTEGER AS subject, date_of_birth AS born, expected_birth_date AS expected
FROM read_parquet(folder() || '/people.parquet', file_row_number => true);

CREATE TABLE referral_seen AS FROM seen_periods('referral');
CREATE TABLE referral AS FROM exclusive_periods('referral_seen');
CREATE TABLE cp_plan_seen AS FROM seen_periods('cp_plan');
CREATE TABLE cp_plan AS FROM exclusive_periods('cp_plan_seen');
CREATE TABLE looked_after_seen AS FROM seen_periods('looked_after');
CREATE TABLE looked_after AS FROM exclusive_periods('looked_after_seen');
CREATE TABLE pre_proceedings_seen AS FROM seen_periods('pre_proceedings');
CREATE TABLE pre_proceedings AS FROM exclusive_periods('pre_proceedings_seen');
CREATE TABLE proceedings_seen AS FROM seen_periods('proceedings');
CREATE TABLE proceedings AS FROM exclusive_periods('proceedings_seen');
CREATE TABLE leaving_care_seen AS FROM seen_periods('leaving_care');
CREATE TABLE leaving_care AS FROM exclusive_periods('leaving_care_seen');
CREATE TABLE section_47 AS FROM seen_periods('section_47');
CREATE TABLE placement AS FROM seen_periods('placement');
CREATE TABLE legal_status AS FROM seen_periods('legal_status');
CREATE VIEW care AS FROM looked_after WHERE short_break IS NOT TRUE;
CREATE TABLE lac_review AS SELECT subject, day, link FROM seen_events('lac_review.held', 'looked_after');
CREATE TABLE iha AS SELECT subject, day, link, outcome FROM seen_events('health.iha', 'looked_after');

-- Who holds each child now, and the team of each worker.
CREATE TABLE involvement AS
SELECT subject, worker, team, started_on, ended_on, file_row_number AS row
FROM read_parquet(folder() || '/involvements.parquet', file_row_number => true)
WHERE role = 'social_worker' AND (started_on IS NULL OR started_on <= as_of());
CREATE TABLE post AS
SELECT worker, team, started_on, ended_on, round(fte * 1000)::BIGINT AS fte, file_row_number AS row
FROM read_parquet(folder() || '/workers.parquet', file_row_number => true)
WHERE started_on IS NULL OR started_on <= as_of();
CREATE TABLE team_of_worker AS
SELECT worker, arg_max_null(team, (coalesce(started_on, '-infinity'::DATE), row)) AS team
FROM post WHERE ended_on IS NULL OR ended_on >= as_of() GROUP BY worker;
CREATE TABLE owner AS
WITH latest AS (
    SELECT subject, arg_max({worker: worker, team: team}, (coalesce(started_on, '-infinity'::DATE), row)) AS held
    FROM involvement WHERE ended_on IS NULL OR ended_on >= as_of() GROUP BY subject
)
SELECT subject, held.worker AS worker, coalesce(held.team, t.team) AS team
FROM latest LEFT JOIN team_of_worker AS t ON t.worker = held.worker;

-- What was agreed, and what is planned.
CREATE TABLE agreed AS
FROM read_parquet(folder() || '/exceptions.parquet') WHERE agreed_on IS NULL OR agreed_on <= as_of();
CREATE TABLE planned AS
SELECT parse_filename(filename, true) AS kind, subject, linked_kind, linked_period, planned_for
FROM read_parquet(folder() || '/events/*.parquet', filename => true, union_by_name => true)
WHERE planned_for >= as_of() AND (happened_on IS NULL OR happened_on > as_of())
  AND (recorded_on IS NULL OR recorded_on <= as_of());
