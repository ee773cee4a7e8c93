-- Those days, with when each came first.
SELECT station, day, first_received
FROM station_days
WHERE month BETWEEN :first_month AND :last_month
  AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
  AND station IN (:stations)
  AND first_received > CAST(date_add('day', :late_days + 1, day) AS varchar) || 'T12:00:00+08:00'
ORDER BY station, day
