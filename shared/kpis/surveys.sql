-- Answers to surveys of the months of the period, by the unit that each row names.
SELECT
  unit,
  sum(respondents) FILTER (WHERE kind = 'awareness') AS awareness_respondents,
  sum(positive) FILTER (WHERE kind = 'awareness') AS awareness_positive,
  sum(respondents) FILTER (WHERE kind = 'satisfaction') AS satisfaction_respondents,
  sum(positive) FILTER (WHERE kind = 'satisfaction') AS satisfaction_positive,
  sum(respondents) FILTER (WHERE kind = 'safety') AS safety_respondents,
  sum(positive) FILTER (WHERE kind = 'safety') AS safety_positive
FROM surveys
WHERE month BETWEEN :first_month AND :last_month
GROUP BY unit
