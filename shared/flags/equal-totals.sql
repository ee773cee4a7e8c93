-- Pairs of kinds of count whose totals of the day are equal on enough days, with what each kind
-- adds up to in the month.
WITH totals AS (
  SELECT station, day, kind, sum(quantity) AS total
  FROM counts
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
  GROUP BY station, day, kind
),
sums AS (
  SELECT station, kind, sum(total) AS total
  FROM totals
  GROUP BY station, kind
),
pairs AS (
  SELECT a.station, a.kind AS kind_a, b.kind AS kind_b, count(*) AS days
  FROM totals a
  JOIN totals b ON b.station = a.station AND b.day = a.day AND b.total = a.total AND b.kind > a.kind
  WHERE a.total >= :smallest
  GROUP BY a.station, a.kind, b.kind
  HAVING count(*) >= :days
)
SELECT p.station, p.kind_a, p.kind_b, p.days, a.total AS total_a, b.total AS total_b
FROM pairs p
JOIN sums a ON a.station = p.station AND a.kind = p.kind_a
JOIN sums b ON b.station = p.station AND b.kind = p.kind_b
ORDER BY p.station, p.kind_a, p.kind_b
