-- What Trino has and DuckDB lacks, or has with another meaning. Made in the schema `main`, which
-- comes before DuckDB's own functions.

CREATE MACRO span(unit, amount) AS
  CASE lower(unit)
    WHEN 'second' THEN to_seconds(amount)
    WHEN 'minute' THEN to_minutes(amount)
    WHEN 'hour' THEN to_hours(amount)
    WHEN 'day' THEN to_days(CAST(amount AS INTEGER))
    WHEN 'week' THEN to_days(CAST(amount * 7 AS INTEGER))
    WHEN 'month' THEN to_months(CAST(amount AS INTEGER))
    WHEN 'quarter' THEN to_months(CAST(amount * 3 AS INTEGER))
    WHEN 'year' THEN to_years(CAST(amount AS INTEGER))
    ELSE error('date_add: unknown unit')
  END;

CREATE MACRO date_add
  (unit VARCHAR, amount BIGINT, day DATE) AS CAST(day + main.span(unit, amount) AS DATE),
  (unit VARCHAR, amount BIGINT, instant TIMESTAMP) AS instant + main.span(unit, amount);

-- Whole units gone by, not boundaries crossed.
CREATE MACRO date_diff(unit, first, last) AS date_sub(unit, first, last);

-- A date stays a date.
CREATE MACRO date_trunc
  (unit VARCHAR, day DATE) AS CAST(system.main.date_trunc(unit, day) AS DATE),
  (unit VARCHAR, instant TIMESTAMP) AS system.main.date_trunc(unit, instant);

CREATE MACRO date_format(instant, format) AS
  strftime(instant, replace(replace(format, '%i', '%M'), '%s', '%S'));
CREATE MACRO from_iso8601_date(value) AS CAST(value AS DATE);
CREATE MACRO from_iso8601_timestamp(value) AS CAST(value AS TIMESTAMP WITH TIME ZONE);
CREATE MACRO day_of_week(day) AS isodow(day);

CREATE MACRO approx_distinct(value) AS approx_count_distinct(value);
CREATE MACRO approx_percentile(value, share) AS approx_quantile(value, share);

-- Null where any part is.
CREATE MACRO concat
  (a, b) AS a || b,
  (a, b, c) AS a || b || c,
  (a, b, c, d) AS a || b || c || d;

-- Leaves out nulls.
CREATE MACRO array_join(list, separator) AS array_to_string(list, separator);

-- Text as its UTF-8 bytes, and a digest as bytes; `to_hex` is the same on both.
CREATE MACRO to_utf8(value) AS encode(value);
CREATE MACRO md5(bytes) AS unhex(system.main.md5(bytes));
