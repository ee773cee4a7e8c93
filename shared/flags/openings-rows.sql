-- The rows that opened those disputes, and whether each was resolved on the same day.
WITH events AS (
  SELECT station, dispute, event, day, position
  FROM disputes
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    AND station IN (:stations)
),
ordered AS (
  SELECT
    station, dispute, day, position,
    row_number() OVER (PARTITION BY station, dispute ORDER BY day, position) AS nth
  FROM events
  WHERE event = 'opened'
),
resolutions AS (
  SELECT DISTINCT station, dispute, day
  FROM events
  WHERE event = 'resolved'
)
SELECT
  o.station, o.dispute, o.day, o.position,
  CASE WHEN r.dispute IS NULL THEN 0 ELSE 1 END AS same_day,
  CASE WHEN o.day >= CAST(:end_from AS date) THEN 1 ELSE 0 END AS at_end
FROM ordered o
LEFT JOIN resolutions r ON r.station = o.station AND r.dispute = o.dispute AND r.day = o.day
WHERE o.nth = 1
ORDER BY o.station, o.day, o.position
