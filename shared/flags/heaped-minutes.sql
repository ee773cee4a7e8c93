-- Rows of working time, and those of them on multiples of the step.
SELECT
  station,
  count(*) AS row_count,
  count(*) FILTER (WHERE mod(minutes, :step) = 0) AS heaped
FROM officer_time
WHERE day BETWEEN :first AND :last AND activity <> 'leave'
GROUP BY station
ORDER BY station
