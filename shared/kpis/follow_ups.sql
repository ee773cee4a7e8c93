-- Tips, hazards and requests raised in the period (the cohort) and closed by the as-of day. An
-- item is known by station and id; its kind is that of its first raising. What a successor closes
-- without a raising of its own belongs to its predecessor's item.
WITH events AS (
  SELECT station, item, kind, event, day, position
  FROM follow_ups
  WHERE month BETWEEN :read_from_month AND :as_of_month
    AND day BETWEEN CAST(:read_from AS date) AND CAST(:as_of AS date)
),
raised AS (
  SELECT station, item, kind, day AS raised_on
  FROM (
    SELECT
      station, item, kind, day,
      row_number() OVER (PARTITION BY station, item ORDER BY day, position) AS nth
    FROM events
    WHERE event = 'raised'
  ) AS risings
  WHERE nth = 1
),
inherited AS (
  SELECT
    p.station, p.item,
    row_number() OVER (
      PARTITION BY e.station, e.item, e.day, e.position ORDER BY s.steps, s.from_station
    ) AS choice
  FROM events e
  JOIN successions s
    ON s.to_station = e.station AND s.since <= e.day
    AND s.valid_from <= CAST(:last AS date) AND s.valid_to > CAST(:last AS date)
  JOIN raised p ON p.station = s.from_station AND p.item = e.item
  LEFT JOIN raised own ON own.station = e.station AND own.item = e.item
  WHERE e.event = 'closed' AND own.item IS NULL
),
closed AS (
  SELECT station, item FROM events WHERE event = 'closed'
  UNION
  SELECT station, item FROM inherited WHERE choice = 1
)
SELECT
  r.station AS unit,
  count(*) AS items_raised,
  count(c.item) AS items_closed,
  count(*) FILTER (WHERE r.kind = 'hazard') AS hazards_raised,
  count(c.item) FILTER (WHERE r.kind = 'hazard') AS hazards_closed
FROM raised r
LEFT JOIN closed c ON c.station = r.station AND c.item = r.item
WHERE r.raised_on BETWEEN CAST(:first AS date) AND CAST(:last AS date)
GROUP BY r.station
