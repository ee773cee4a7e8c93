-- Which revision of each station-day the lake holds among the days that a run reads, a row a
-- station: days since the first, each with its revision where that is not the first one ("0,1:2,2").
-- Beside them the other stations that name an officer of this station's roster as finder of a
-- dispute of the period: the officer's quota rests on their documents too.
WITH held AS (
  SELECT
    station,
    array_join(array_agg(
      CAST(date_diff('day', CAST(:read_from AS date), day) AS varchar)
        || CASE WHEN revision = 1 THEN '' ELSE ':' || CAST(revision AS varchar) END
      ORDER BY day
    ), ',') AS days
  FROM station_days
  WHERE month BETWEEN :read_from_month AND :as_of_month
    AND day BETWEEN CAST(:read_from AS date) AND CAST(:as_of AS date)
  GROUP BY station
),
elsewhere AS (
  SELECT DISTINCT r.station, d.station AS other
  FROM disputes d
  JOIN roster r
    ON r.officer = d.officer AND r.role = 'community_officer' AND r.station <> d.station
    AND r.valid_from <= CAST(:last AS date) AND r.valid_to > CAST(:last AS date)
  WHERE d.event = 'opened'
    AND d.month BETWEEN :first_month AND :last_month
    AND d.day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
),
others AS (
  SELECT station, array_join(array_agg(other ORDER BY other), ',') AS others
  FROM elsewhere
  GROUP BY station
)
SELECT
  coalesce(h.station, o.station) AS station,
  coalesce(h.days, '') AS days,
  coalesce(o.others, '') AS others
FROM held h
FULL OUTER JOIN others o ON o.station = h.station
ORDER BY 1
