-- Days on which an officer worked longer than anybody can, where there are enough of them.
WITH long_days AS (
  SELECT station, officer, day, sum(minutes) AS minutes
  FROM officer_time
  WHERE day BETWEEN :first AND :last AND activity <> 'leave'
  GROUP BY station, officer, day
  HAVING sum(minutes) > :longest
),
counted AS (
  SELECT station, officer, day, minutes, count(*) OVER (PARTITION BY station, officer) AS days
  FROM long_days
)
SELECT station, officer, day, minutes, days
FROM counted
WHERE days >= :days
ORDER BY station, day, officer
