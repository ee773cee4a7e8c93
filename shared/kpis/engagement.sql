-- Counts of work done in the period, and of records registered in the same months a year before.
WITH period AS (
  SELECT station, kind, quantity, TRUE AS now
  FROM counts
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
  UNION ALL
  SELECT station, kind, quantity, FALSE AS now
  FROM counts
  WHERE month BETWEEN :previous_first_month AND :previous_last_month
    AND day BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date)
)
SELECT
  station AS unit,
  sum(quantity) FILTER (WHERE now AND kind = 'household_visited') AS household_visits,
  sum(quantity) FILTER (WHERE now AND kind = 'people_reached') AS people_reached,
  sum(quantity) FILTER (WHERE now AND kind = 'service_delivered') AS services_delivered,
  sum(quantity) FILTER (
    WHERE now AND kind IN ('person_registered', 'dwelling_registered', 'business_registered')
  ) AS records_registered,
  sum(quantity) FILTER (
    WHERE NOT now AND kind IN ('person_registered', 'dwelling_registered', 'business_registered')
  ) AS records_registered_before
FROM period
GROUP BY station
