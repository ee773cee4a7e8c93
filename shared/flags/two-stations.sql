-- Days on which a station reports an officer whom another station reports too, and whom the roster
-- of that day does not give it, where there are enough of them. The other station is the roster's,
-- else the first of the others that report the officer.
WITH movers AS (
  SELECT officer
  FROM officer_time
  WHERE day BETWEEN :first AND :last
  GROUP BY officer
  HAVING min(station) <> max(station)
),
reported AS (
  SELECT DISTINCT t.officer, t.day, t.station
  FROM officer_time t
  JOIN movers m ON m.officer = t.officer
  WHERE t.day BETWEEN :first AND :last
),
placed AS (
  SELECT
    officer, day, station,
    min(station) OVER (PARTITION BY officer, day) AS lowest,
    lead(station) OVER (PARTITION BY officer, day ORDER BY station) AS next_station
  FROM reported
),
doubled AS (
  SELECT
    officer, day, station,
    CASE WHEN station = lowest THEN next_station ELSE lowest END AS other_reporter
  FROM placed
),
foreigners AS (
  SELECT d.station, d.officer, d.day, coalesce(r.station, d.other_reporter) AS other_station
  FROM doubled d
  LEFT JOIN roster r
    ON r.officer = d.officer
    AND r.valid_from <= CAST(d.day AS date) AND r.valid_to > CAST(d.day AS date)
  WHERE d.other_reporter IS NOT NULL AND (r.station IS NULL OR r.station <> d.station)
),
counted AS (
  SELECT
    station, officer, day, other_station,
    count(*) OVER (PARTITION BY station, officer) AS days
  FROM foreigners
)
SELECT station, officer, day, other_station, days
FROM counted
WHERE days >= :days
ORDER BY station, day, officer
