-- Disputes opened in the month, each at its first opening: how many, how many of them were resolved
-- on the same day, and how many were opened in the month's last days.
WITH events AS (
  SELECT station, dispute, event, day
  FROM disputes
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
),
openings AS (
  SELECT station, dispute, min(day) AS day
  FROM events
  WHERE event = 'opened'
  GROUP BY station, dispute
),
resolutions AS (
  SELECT DISTINCT station, dispute, day
  FROM events
  WHERE event = 'resolved'
)
SELECT
  o.station,
  count(*) AS opened,
  count(r.dispute) AS same_day,
  count(*) FILTER (WHERE o.day >= CAST(:end_from AS date)) AS at_end
FROM openings o
LEFT JOIN resolutions r ON r.station = o.station AND r.dispute = o.dispute AND r.day = o.day
GROUP BY o.station
ORDER BY o.station
