CREATE OR REPLACE TEMP TABLE occurrence AS
SELECT
    NULL::INTEGER AS subject, NULL::DATE AS occurrence, NULL::INTEGER AS period, NULL::INTEGER AS turn,
    NULL::DATE AS started, NULL::DATE AS due, NULL::DATE AS due_early, NULL::DATE AS met, NULL::DATE AS over_on,
    NULL::BOOLEAN AS late, NULL::BOOLEAN AS refused, NULL::BOOLEAN AS is_current, NULL::reason AS reason
WHERE false
UNION ALL BY NAME
({occurrences})
