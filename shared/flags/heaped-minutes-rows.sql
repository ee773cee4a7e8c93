-- The rows on multiples of the step.
SELECT station, day, position, officer, minutes
FROM officer_time
WHERE day BETWEEN :first AND :last
  AND station IN (:stations)
  AND activity <> 'leave'
  AND mod(minutes, :step) = 0
ORDER BY station, day, position
