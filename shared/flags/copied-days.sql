-- Days on which a station's officer time is the same, row for row, as on enough other days. Leave
-- is left out. Sums that equal days must share keep the comparison of the rows themselves to few
-- days: a province has 80,000 station-days a month.
WITH sent AS (
  SELECT
    station, day, minutes,
    length(activity) AS letters,
    officer || '|' || activity || '|' || coalesce(grid, '') || '|' || CAST(minutes AS varchar)
      AS entry
  FROM officer_time
  WHERE day BETWEEN :first AND :last AND activity <> 'leave'
),
signed AS (
  SELECT
    station, day, count(*) AS row_count, sum(minutes) AS total, sum(minutes * minutes) AS squares,
    sum(letters) AS letters, sum(minutes * letters) AS product
  FROM sent
  GROUP BY station, day
  HAVING count(*) >= :rows
),
alike AS (
  SELECT
    station, day, row_count,
    count(*) OVER (PARTITION BY station, row_count, total, squares, letters, product) AS days
  FROM signed
),
listed AS (
  SELECT s.station, s.day, a.row_count, array_agg(s.entry ORDER BY s.entry) AS entries
  FROM sent s
  JOIN alike a ON a.station = s.station AND a.day = s.day AND a.days >= :days
  GROUP BY s.station, s.day, a.row_count
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
