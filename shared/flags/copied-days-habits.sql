-- Of every officer at work in a month with copied days: on how many days, and on how many of them
-- just as on the copied list (NULL where the list does not name the officer). Officers' usual days
-- repeat, honestly, since the form starts from them.
WITH entries AS (
  SELECT
    station, officer, day,
    activity || '|' || coalesce(grid, '') || '|' || CAST(minutes AS varchar) AS entry
  FROM officer_time
  WHERE day BETWEEN :first AND :last AND station IN (:stations) AND activity <> 'leave'
),
officer_days AS (
  SELECT station, officer, day, array_agg(entry ORDER BY entry) AS entries
  FROM entries
  GROUP BY station, officer, day
),
officers AS (
  SELECT station, officer, count(*) AS days
  FROM officer_days
  GROUP BY station, officer
),
repeats AS (
  SELECT m.station, m.officer, count(*) AS days
  FROM officer_days m
  JOIN officer_days o
    ON o.station = m.station AND o.officer = m.officer AND o.entries = m.entries
  WHERE m.station || ' ' || m.day IN (:models)
  GROUP BY m.station, m.officer
)
SELECT o.station, o.officer, o.days AS days_at_work, r.days AS days_like_the_list
FROM officers o
LEFT JOIN repeats r ON r.station = o.station AND r.officer = o.officer
ORDER BY o.station, o.officer
