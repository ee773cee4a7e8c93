-- Days on which a station reports an officer whom another station reports too, and whom the roster
-- of that day does not give it, where there are enough of them.
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
    max(station) OVER (PARTITION BY officer, day) AS highest
  FROM reported
),
foreigners AS (
  SELECT
    p.station, p.officer, p.day,
    CASE WHEN p.station = p.lowest THEN p.highest ELSE p.lowest END AS other_station
  FROM placed p
  LEFT JOIN roster r
    ON r.officer = p.officer AND r.station = p.station
    AND r.valid_from <= CAST(p.day AS date) AND r.valid_to > CAST(p.day AS date)
  WHERE p.lowest <> p.highest AND r.officer IS NULL
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
