-- Grids that an officer who counts (as in time.sql) worked in, and on how many days, by the
-- station that each grid belongs to at the end of the period.
WITH duty AS (
  SELECT officer, valid_from, valid_to, min(role) AS role
  FROM roster
  WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:first AS date)
  GROUP BY officer, valid_from, valid_to
),
rostered AS (
  SELECT min(valid_from) AS since FROM roster
),
grid_days AS (
  SELECT t.grid, t.day
  FROM officer_time t
  CROSS JOIN rostered r
  LEFT JOIN duty d
    ON d.officer = t.officer
    AND d.valid_from <= CAST(t.day AS date) AND d.valid_to > CAST(t.day AS date)
  WHERE t.day BETWEEN :first AND :last
    AND t.activity IN (:community)
    AND (d.role <> 'other' OR r.since IS NULL OR CAST(t.day AS date) < r.since)
  GROUP BY t.grid, t.day
),
presence AS (
  SELECT grid, count(*) AS days
  FROM grid_days
  GROUP BY grid
),
span AS (
  SELECT date_diff('day', CAST(:first AS date), CAST(:last AS date)) + 1 AS days
)
SELECT
  g.station AS unit,
  count(p.grid) AS grids_covered,
  sum(p.days) AS grid_days_present,
  count(*) * s.days AS grid_days,
  sum(p.days * p.days) AS present_present,
  sum(p.days) * s.days AS days_present,
  count(*) * s.days * s.days AS days_days
FROM grids g
CROSS JOIN span s
LEFT JOIN presence p ON p.grid = g.code
WHERE g.valid_from <= CAST(:last AS date) AND g.valid_to > CAST(:last AS date)
GROUP BY g.station, s.days
