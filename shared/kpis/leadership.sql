-- Visits and consultations of leaders from 1 January to the end of the period, by unit.
SELECT
  unit,
  sum(leader_visits) AS leader_visits,
  sum(consultations) AS consultations
FROM leadership
WHERE month BETWEEN :year_first_month AND :last_month
GROUP BY unit
