-- Days sent, and those whose first revision came later than so many days after the deadline, which
-- is noon of the next day. Times are text of one form in one time zone, so they compare as they are.
SELECT
  station,
  count(*) AS sent,
  count(*) FILTER (
    WHERE first_received >
      CAST(date_add('day', :late_days + 1, day) AS varchar) || 'T12:00:00+08:00'
  ) AS late
FROM station_days
WHERE month BETWEEN :first_month AND :last_month
  AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
GROUP BY station
ORDER BY station
