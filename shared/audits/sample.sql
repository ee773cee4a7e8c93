-- The rows of the month that every station is called back about: disputes found, household visits
-- and follow-ups raised, by lot. The lot is a digest of the row's own key, so the same rows are
-- drawn again whatever else was sent or corrected. The kinds take turns, by a lot of their own:
-- drawn from all rows at once, visits would leave no room for disputes.
WITH openings AS (
  SELECT
    station, dispute, day, position,
    row_number() OVER (PARTITION BY station, dispute ORDER BY day, position) AS nth
  FROM disputes
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    AND event = 'opened'
),
raised AS (
  SELECT
    station, item, day, position,
    row_number() OVER (PARTITION BY station, item ORDER BY day, position) AS nth
  FROM follow_ups
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    AND event = 'raised'
),
candidates AS (
  SELECT station, 'dispute' AS kind, 'disputes' AS list, day, position, dispute AS ref,
    dispute AS own_key
  FROM openings
  WHERE nth = 1
  UNION ALL
  SELECT station, 'follow_up' AS kind, 'followUps' AS list, day, position, item AS ref,
    item AS own_key
  FROM raised
  WHERE nth = 1
  UNION ALL
  SELECT station, 'visit' AS kind, 'counts' AS list, day, position, grid AS ref,
    CAST(day AS varchar) || '|' || grid || '|' || coalesce(officer, '') AS own_key
  FROM counts
  WHERE month BETWEEN :first_month AND :last_month
    AND day BETWEEN CAST(:first AS date) AND CAST(:last AS date)
    AND kind = 'household_visited'
),
lots AS (
  SELECT
    station, kind, list, day, position, ref,
    md5(to_utf8(:seed || '|' || station || '|' || kind || '|' || own_key)) AS lot
  FROM candidates
),
drawn AS (
  SELECT
    station, kind, list, day, position, ref,
    row_number() OVER (PARTITION BY station, kind ORDER BY lot, day, position) AS nth
  FROM lots
),
turns AS (
  SELECT
    station, kind, list, day, position, ref,
    row_number() OVER (
      PARTITION BY station
      ORDER BY nth, md5(to_utf8(:seed || '|' || station || '|' || kind)), kind
    ) AS turn
  FROM drawn
  WHERE nth <= :size
)
SELECT station, kind, list, day, position, ref
FROM turns
WHERE turn <= :size
ORDER BY station, turn
