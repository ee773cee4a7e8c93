-- Days on which a station's officer time is the same, row for row, as on enough other days. Leave
-- is left out. Sums that equal days must share keep the comparison of the rows themselves to few
-- days: a province has 80,000 station-days a month.
WITH signed AS (
  SELECT
    station, day, count(*) AS row_count, sum(minutes) AS total, sum(minutes * minutes) AS squares
  FROM officer_time
  WHERE day BETWEEN :first AND :last AND activity <> 'leave'
  GROUP BY station, day
  HAVING count(*) >= :rows
),
alike AS (
  SELECT
    station, day, row_count,
    count(*) OVER (PARTITION BY station, row_count, total, squares) AS days
  FROM signed
),
entries AS (
  SELECT
    t.station, t.day, a.row_count,
    t.officer || '|' || t.activity || '|' || coalesce(t.grid, '') || '|'
      || CAST(t.minutes AS varchar) AS entry
  FROM officer_time t
  JOIN alike a ON a.station = t.station AND a.day = t.day AND a.days >= :days
  WHERE t.day BETWEEN :first AND :last AND t.activity <> 'leave'
),
listed AS (
  SELECT station, day, row_count, array_agg(entry ORDER BY entry) AS entries
  FROM entries
  GROUP BY station, day, row_count
),
equal AS (
  SELECT
    station, day, row_count,
    min(day) OVER (PARTITION BY station, entries) AS model,
    count(*) OVER (PARTITION BY station, entries) AS days
  FROM listed
)
SELECT station, day, row_count, model, days
FROM equal
WHERE days >= :days
ORDER BY station, day
