-- Counts of work done in the period, and of records registered in the same months a year before.
-- Beside each sum its variance over the station's days with a submission, by which chance is told.
WITH days AS (
  SELECT station, day, TRUE AS now
  FROM station_days
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
  UNION ALL
  SELECT station, day, FALSE AS now
  FROM station_days
  WHERE month BETWEEN :previous_first_month AND :previous_last_month
    AND day BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date)
),
work AS (
  SELECT
    station, day,
    sum(quantity) FILTER (WHERE kind = 'household_visited') AS visits,
    sum(quantity) FILTER (WHERE kind = 'people_reached') AS reached,
    sum(quantity) FILTER (WHERE kind = 'service_delivered') AS services,
    sum(quantity) FILTER (
      WHERE kind IN ('person_registered', 'dwelling_registered', 'business_registered')
    ) AS records
  FROM counts
  WHERE (
      month BETWEEN :first_month AND :last_month
      AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    ) OR (
      month BETWEEN :previous_first_month AND :previous_last_month
      AND day BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date)
    )
  GROUP BY station, day
),
by_station AS (
  SELECT
    d.station, d.now,
    CAST(count(*) AS double) AS n,
    sum(w.visits) AS visits,
    sum(w.reached) AS reached,
    sum(w.services) AS services,
    sum(w.records) AS records,
    sum(CAST(w.visits AS double) * w.visits) AS visits_squared,
    sum(CAST(w.reached AS double) * w.reached) AS reached_squared,
    sum(CAST(w.services AS double) * w.services) AS services_squared,
    sum(CAST(w.records AS double) * w.records) AS records_squared
  FROM days d
  LEFT JOIN work w ON w.station = d.station AND w.day = d.day
  GROUP BY d.station, d.now
)
SELECT
  station AS unit,
  sum(visits) FILTER (WHERE now) AS household_visits,
  sum(reached) FILTER (WHERE now) AS people_reached,
  sum(services) FILTER (WHERE now) AS services_delivered,
  sum(records) FILTER (WHERE now) AS records_registered,
  sum(records) FILTER (WHERE NOT now) AS records_registered_before,
  sum(n - 1) FILTER (WHERE now) AS station_day_degrees,
  sum(n - 1) FILTER (WHERE NOT now) AS station_day_degrees_before,
  sum((n * visits_squared - CAST(visits AS double) * visits) / (n - 1))
    FILTER (WHERE now AND n > 1) AS household_visits_variance,
  sum((n * reached_squared - CAST(reached AS double) * reached) / (n - 1))
    FILTER (WHERE now AND n > 1) AS people_reached_variance,
  sum((n * services_squared - CAST(services AS double) * services) / (n - 1))
    FILTER (WHERE now AND n > 1) AS services_delivered_variance,
  sum((n * records_squared - CAST(records AS double) * records) / (n - 1))
    FILTER (WHERE now AND n > 1) AS records_registered_variance,
  sum((n * records_squared - CAST(records AS double) * records) / (n - 1))
    FILTER (WHERE NOT now AND n > 1) AS records_registered_before_variance
FROM by_station
GROUP BY station
