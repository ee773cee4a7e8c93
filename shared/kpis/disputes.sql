-- Disputes opened in the period (the cohort) and what became of them by the as-of day; officers
-- on the roster who reached the quota. A dispute is known by station and id; it begins with its
-- first opening. What a successor sends without an opening of its own belongs to the opening of
-- its predecessor.
WITH events AS (
  SELECT station, dispute, event, officer, level, day, position
  FROM disputes
  WHERE month BETWEEN :read_from_month AND :as_of_month
    AND day BETWEEN CAST(:read_from AS date) AND CAST(:as_of AS date)
),
openings AS (
  SELECT station, dispute, officer, day AS opened_on
  FROM (
    SELECT
      station, dispute, officer, day,
      row_number() OVER (PARTITION BY station, dispute ORDER BY day, position) AS nth
    FROM events
    WHERE event = 'opened'
  ) AS opened
  WHERE nth = 1
),
inherited AS (
  SELECT
    e.station, e.dispute, e.event, e.level, e.day, e.position, p.station AS home,
    row_number() OVER (
      PARTITION BY e.station, e.dispute, e.day, e.position ORDER BY s.steps, s.from_station
    ) AS choice
  FROM events e
  JOIN successions s
    ON s.to_station = e.station AND s.since <= e.day
    AND s.valid_from <= CAST(:last AS date) AND s.valid_to > CAST(:last AS date)
  JOIN openings p ON p.station = s.from_station AND p.dispute = e.dispute
  LEFT JOIN openings own ON own.station = e.station AND own.dispute = e.dispute
  WHERE own.dispute IS NULL
),
history AS (
  SELECT e.station, e.station AS home, e.dispute, e.event, e.level, e.day, e.position
  FROM events e
  JOIN openings o ON o.station = e.station AND o.dispute = e.dispute
  UNION ALL
  SELECT station, home, dispute, event, level, day, position
  FROM inherited
  WHERE choice = 1
),
ordered AS (
  SELECT
    home, dispute, event, level, day,
    row_number() OVER (
      PARTITION BY home, dispute ORDER BY day DESC, position DESC, station DESC
    ) AS from_last
  FROM history
),
outcomes AS (
  SELECT
    home, dispute,
    max(CASE WHEN from_last = 1 THEN event END) AS last_event,
    max(CASE WHEN from_last = 1 THEN level END) AS last_level,
    max(CASE WHEN from_last = 1 THEN day END) AS last_day,
    count(*) FILTER (WHERE event = 'escalated') AS escalations
  FROM ordered
  GROUP BY home, dispute
),
cohort AS (
  SELECT
    o.station, o.officer,
    c.escalations > 0 AS escalated,
    c.last_event = 'resolved' AND c.escalations = 0 AS resolved,
    c.last_level AS settled_at,
    date_diff('day', o.opened_on, c.last_day) AS days
  FROM openings o
  JOIN outcomes c ON c.home = o.station AND c.dispute = o.dispute
  WHERE o.opened_on BETWEEN CAST(:first AS date) AND CAST(:last AS date)
),
by_station AS (
  SELECT
    station,
    count(*) AS disputes_opened,
    count(*) FILTER (WHERE resolved) AS disputes_resolved,
    count(*) FILTER (WHERE escalated) AS disputes_escalated,
    sum(days) FILTER (WHERE resolved) AS days_to_resolution,
    sum(days * days) FILTER (WHERE resolved) AS days_to_resolution_squared,
    count(*) FILTER (WHERE resolved AND settled_at IN ('post', 'office')) AS settled_in_village,
    count(*) FILTER (WHERE resolved AND settled_at IN ('post', 'office', 'station'))
      AS settled_in_town
  FROM cohort
  GROUP BY station
),
on_quota AS (
  SELECT officer
  FROM cohort
  WHERE resolved
  GROUP BY officer
  HAVING count(*) >= CAST(:quota AS integer)
),
officers AS (
  SELECT r.station, count(DISTINCT r.officer) AS quota_officers,
    count(DISTINCT q.officer) AS officers_on_quota
  FROM roster r
  LEFT JOIN on_quota q ON q.officer = r.officer
  WHERE r.role = 'community_officer'
    AND r.valid_from <= CAST(:last AS date) AND r.valid_to > CAST(:last AS date)
  GROUP BY r.station
)
SELECT
  coalesce(d.station, o.station) AS unit,
  d.disputes_opened, d.disputes_resolved, d.disputes_escalated, d.days_to_resolution,
  d.days_to_resolution_squared, d.settled_in_village, d.settled_in_town, o.quota_officers, o.officers_on_quota
FROM by_station d
FULL OUTER JOIN officers o ON o.station = d.station
