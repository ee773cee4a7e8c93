-- Days of officers at stations that report nearly all time in the community, with the minutes that
-- the KPI counts (as in time.sql).
WITH duty AS (
  SELECT officer, valid_from, valid_to, min(role) AS role
  FROM roster
  WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:first AS date)
  GROUP BY officer, valid_from, valid_to
),
rostered AS (
  SELECT min(valid_from) AS since FROM roster
)
SELECT t.station, t.day, t.officer, sum(t.minutes) AS minutes
FROM officer_time t
CROSS JOIN rostered r
LEFT JOIN duty d
  ON d.officer = t.officer
  AND d.valid_from <= CAST(t.day AS date) AND d.valid_to > CAST(t.day AS date)
WHERE t.day BETWEEN :first AND :last
  AND t.station IN (:stations)
  AND t.activity IN (:community)
  AND (d.role <> 'other' OR r.since IS NULL OR CAST(t.day AS date) < r.since)
GROUP BY t.station, t.day, t.officer
ORDER BY t.station, t.day, t.officer
