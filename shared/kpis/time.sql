-- Minutes by group of activity, of the officers that count: community officers and auxiliaries by
-- the roster of that day, everyone on days before the first roster.
WITH duty AS (
  SELECT officer, valid_from, valid_to, min(role) AS role
  FROM roster
  WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:first AS date)
  GROUP BY officer, valid_from, valid_to
),
rostered AS (
  SELECT min(valid_from) AS since FROM roster
),
work AS (
  SELECT t.station, t.activity, t.minutes, d.role
  FROM officer_time t
  CROSS JOIN rostered r
  LEFT JOIN duty d
    ON d.officer = t.officer
    AND d.valid_from <= CAST(t.day AS date) AND d.valid_to > CAST(t.day AS date)
  WHERE t.day BETWEEN :first AND :last
    AND t.activity <> 'leave'
    AND (d.role <> 'other' OR r.since IS NULL OR CAST(t.day AS date) < r.since)
)
SELECT
  station AS unit,
  sum(minutes) AS working_minutes,
  sum(minutes) FILTER (WHERE activity IN (:community)) AS community_minutes,
  sum(minutes) FILTER (WHERE activity IN (:diverted)) AS diverted_minutes,
  sum(minutes) FILTER (WHERE activity IN (:desk)) AS desk_minutes,
  sum(minutes) FILTER (WHERE role = 'community_officer') AS officers_working_minutes,
  sum(minutes) FILTER (WHERE role = 'community_officer' AND activity IN (:community))
    AS officers_community_minutes,
  sum(minutes) FILTER (WHERE role = 'auxiliary') AS auxiliaries_working_minutes,
  sum(minutes) FILTER (WHERE role = 'auxiliary' AND activity IN (:community))
    AS auxiliaries_community_minutes
FROM work
GROUP BY station
