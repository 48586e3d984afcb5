-- The occurrences of every standard; each standard's own text adds its rows, with the columns that it needs.
CREATE TABLE occurrence (
    standard USMALLINT, subject INTEGER, occurrence DATE, period INTEGER, turn INTEGER, started DATE, due DATE, due_early DATE,
    met DATE, over_on DATE, late BOOLEAN, refused BOOLEAN, is_current BOOLEAN, reason reason
);
