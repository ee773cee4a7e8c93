-- The days on which two kinds of count have one total.
WITH totals AS (
  SELECT station, day, kind, sum(quantity) AS total
  FROM counts
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    AND station IN (:stations)
  GROUP BY station, day, kind
)
SELECT a.station, a.day, a.kind AS kind_a, b.kind AS kind_b, a.total
FROM totals a
JOIN totals b ON b.station = a.station AND b.day = a.day AND b.total = a.total AND b.kind > a.kind
WHERE a.total >= :smallest
ORDER BY a.station, a.day, a.kind, b.kind
