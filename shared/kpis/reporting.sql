-- Station-days expected (day by day, the stations in force), sent and sent on time, in the period,
-- in the same months a year before, and in the twelve months before the period.
WITH expected AS (
  SELECT
    code AS station,
    sum(greatest(0, date_diff('day',
      greatest(valid_from, CAST(:first AS date)),
      least(valid_to, CAST(:after_last AS date))))) AS days,
    sum(greatest(0, date_diff('day',
      greatest(valid_from, CAST(:previous_first AS date)),
      least(valid_to, CAST(:after_previous_last AS date))))) AS days_before,
    sum(greatest(0, date_diff('day',
      greatest(valid_from, CAST(:base_first AS date)),
      least(valid_to, CAST(:first AS date))))) AS days_base
  FROM units
  WHERE level = 'station'
  GROUP BY code
),
sent AS (
  SELECT
    station,
    count(*) FILTER (WHERE day BETWEEN CAST(:first AS date) AND CAST(:last AS date)) AS days,
    count(*) FILTER (WHERE on_time AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date))
      AS days_on_time,
    count(*) FILTER (
      WHERE day BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date)
    ) AS days_before,
    count(*) FILTER (
      WHERE day BETWEEN CAST(:base_first AS date) AND CAST(:base_last AS date)
    ) AS days_base
  FROM station_days
  WHERE month BETWEEN :previous_first_month AND :last_month
  GROUP BY station
)
SELECT
  e.station AS unit,
  e.days AS days_expected,
  s.days AS days_sent,
  s.days_on_time,
  e.days_before AS days_expected_before,
  s.days_before AS days_sent_before,
  e.days_base AS days_expected_base,
  s.days_base AS days_sent_base
FROM expected e
LEFT JOIN sent s ON s.station = e.station
