-- Cases filed and solved in the period, in the same months a year before, in the twelve months
-- before the period (the base that rates are shrunk to) and, for homicide, since 1 January. A case
-- counts once, on its first filing; one withdrawn by the as-of day counts nowhere. A case without a
-- filing whose first solution names its category is an old case: it counts as solved. Beside them
-- the grids in force at the end of the period that had no criminal case in it, and those that had
-- no petition and no accident either; a case stands in the grid of its filing.
WITH events AS (
  SELECT station, case_id, event, category, grid, day, position
  FROM cases
  WHERE month BETWEEN :read_from_month AND :as_of_month
    AND day BETWEEN CAST(:read_from AS date) AND CAST(:as_of AS date)
),
filings AS (
  SELECT station, case_id, category, grid, day AS filed_on
  FROM (
    SELECT
      station, case_id, category, grid, day,
      row_number() OVER (PARTITION BY station, case_id ORDER BY day, position) AS nth
    FROM events
    WHERE event = 'filed'
  ) AS filed
  WHERE nth = 1
),
inherited AS (
  SELECT
    e.station, e.case_id, e.day, e.position, p.station AS home,
    row_number() OVER (
      PARTITION BY e.station, e.case_id, e.day, e.position ORDER BY s.steps, s.from_station
    ) AS choice
  FROM events e
  JOIN successions s
    ON s.to_station = e.station AND s.since <= e.day
    AND s.valid_from <= CAST(:last AS date) AND s.valid_to > CAST(:last AS date)
  JOIN filings p ON p.station = s.from_station AND p.case_id = e.case_id
  LEFT JOIN filings own ON own.station = e.station AND own.case_id = e.case_id
  WHERE own.case_id IS NULL
),
history AS (
  SELECT
    coalesce(i.home, e.station) AS home, e.station, e.case_id, e.event, e.category, e.day,
    e.position
  FROM events e
  LEFT JOIN inherited i
    ON i.station = e.station AND i.case_id = e.case_id AND i.day = e.day
    AND i.position = e.position AND i.choice = 1
),
solutions AS (
  SELECT home, case_id, category, day AS solved_on
  FROM (
    SELECT
      home, case_id, category, day,
      row_number() OVER (PARTITION BY home, case_id ORDER BY day, position, station) AS nth
    FROM history
    WHERE event = 'solved'
  ) AS solved
  WHERE nth = 1
),
withdrawn AS (
  SELECT home, case_id, min(day) AS withdrawn_on
  FROM history
  WHERE event = 'withdrawn'
  GROUP BY home, case_id
),
known AS (
  SELECT
    coalesce(f.station, s.home) AS station,
    coalesce(f.category, s.category) AS category,
    f.grid,
    f.filed_on,
    s.solved_on,
    w.withdrawn_on
  FROM filings f
  FULL OUTER JOIN solutions s ON s.home = f.station AND s.case_id = f.case_id
  LEFT JOIN withdrawn w
    ON w.home = coalesce(f.station, s.home) AND w.case_id = coalesce(f.case_id, s.case_id)
  WHERE f.case_id IS NOT NULL OR s.category IS NOT NULL
),
-- What a case counts for. The base is as it was known when the period began: a case that was
-- withdrawn later stands in it, so that nothing of the period moves what is usual.
dated AS (
  SELECT
    station, category, grid,
    category <> 'public_order' AS criminal,
    filed_on BETWEEN CAST(:first AS date) AND CAST(:last AS date) AS filed,
    filed_on BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date) AS filed_before,
    filed_on BETWEEN CAST(:year_first AS date) AND CAST(:last AS date) AS filed_this_year,
    solved_on BETWEEN CAST(:first AS date) AND CAST(:last AS date) AS solved,
    solved_on BETWEEN CAST(:previous_first AS date) AND CAST(:previous_last AS date)
      AS solved_before,
    solved_on IS NOT NULL AS cleared
  FROM known
  WHERE withdrawn_on IS NULL
),
base AS (
  SELECT
    station, category,
    category <> 'public_order' AS criminal,
    filed_on BETWEEN CAST(:base_first AS date) AND CAST(:base_last AS date) AS filed,
    solved_on BETWEEN CAST(:base_first AS date) AND CAST(:base_last AS date) AS solved
  FROM known
  WHERE withdrawn_on IS NULL OR withdrawn_on > CAST(:base_last AS date)
),
usual AS (
  SELECT
    station,
    count(*) FILTER (WHERE criminal AND filed) AS criminal_filed_base,
    count(*) FILTER (WHERE category IN (:eight_major) AND filed) AS eight_major_filed_base,
    count(*) FILTER (WHERE category = 'theft' AND filed) AS theft_filed_base,
    count(*) FILTER (WHERE category IN ('theft', 'snatching', 'robbery', 'fraud') AND filed)
      AS theft_robbery_fraud_filed_base,
    count(*) FILTER (WHERE category = 'telecom_fraud' AND filed) AS telecom_fraud_filed_base,
    count(*) FILTER (WHERE category = 'homicide' AND filed) AS homicide_filed_base,
    count(*) FILTER (WHERE criminal AND solved) AS criminal_solved_base
  FROM base
  GROUP BY station
),
by_station AS (
  SELECT
    station,
    count(*) FILTER (WHERE criminal AND filed) AS criminal_filed,
    count(*) FILTER (WHERE criminal AND filed_before) AS criminal_filed_before,
    count(*) FILTER (WHERE category IN (:eight_major) AND filed) AS eight_major_filed,
    count(*) FILTER (WHERE category IN (:eight_major) AND filed_before) AS eight_major_filed_before,
    count(*) FILTER (WHERE category = 'theft' AND filed) AS theft_filed,
    count(*) FILTER (WHERE category = 'theft' AND filed_before) AS theft_filed_before,
    count(*) FILTER (WHERE category IN ('theft', 'snatching', 'robbery', 'fraud') AND filed)
      AS theft_robbery_fraud_filed,
    count(*) FILTER (WHERE category IN ('theft', 'snatching', 'robbery', 'fraud') AND filed_before)
      AS theft_robbery_fraud_filed_before,
    count(*) FILTER (WHERE category = 'telecom_fraud' AND filed) AS telecom_fraud_filed,
    count(*) FILTER (WHERE category = 'telecom_fraud' AND filed_before) AS telecom_fraud_filed_before,
    count(*) FILTER (WHERE category = 'homicide' AND filed) AS homicide_filed,
    count(*) FILTER (WHERE category = 'homicide' AND filed_before) AS homicide_filed_before,
    count(*) FILTER (WHERE criminal AND solved) AS criminal_solved,
    count(*) FILTER (WHERE criminal AND solved_before) AS criminal_solved_before,
    count(*) FILTER (WHERE category = 'homicide' AND filed_this_year) AS homicide_filed_this_year,
    count(*) FILTER (WHERE category = 'homicide' AND filed_this_year AND cleared)
      AS homicide_cleared_this_year
  FROM dated
  GROUP BY station
),
criminal AS (
  SELECT DISTINCT grid FROM dated WHERE criminal AND filed
),
troubled AS (
  SELECT DISTINCT grid
  FROM incidents
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
),
by_grids AS (
  SELECT
    g.station,
    count(*) FILTER (WHERE c.grid IS NULL) AS zero_case_grids,
    count(*) FILTER (WHERE c.grid IS NULL AND t.grid IS NULL) AS three_zero_grids
  FROM grids g
  LEFT JOIN criminal c ON c.grid = g.code
  LEFT JOIN troubled t ON t.grid = g.code
  WHERE g.valid_from <= CAST(:last AS date) AND g.valid_to > CAST(:last AS date)
  GROUP BY g.station
)
SELECT
  coalesce(s.station, g.station, u.station) AS unit,
  s.criminal_filed, s.criminal_filed_before, s.eight_major_filed, s.eight_major_filed_before,
  s.theft_filed, s.theft_filed_before, s.theft_robbery_fraud_filed,
  s.theft_robbery_fraud_filed_before, s.telecom_fraud_filed, s.telecom_fraud_filed_before,
  s.homicide_filed, s.homicide_filed_before, s.criminal_solved, s.criminal_solved_before,
  u.criminal_filed_base, u.eight_major_filed_base, u.theft_filed_base,
  u.theft_robbery_fraud_filed_base, u.telecom_fraud_filed_base, u.homicide_filed_base,
  u.criminal_solved_base,
  s.homicide_filed_this_year, s.homicide_cleared_this_year, g.zero_case_grids, g.three_zero_grids
FROM by_station s
FULL OUTER JOIN by_grids g ON g.station = s.station
FULL OUTER JOIN usual u ON u.station = coalesce(s.station, g.station)
