-- Minutes by group of activity, of the officers that count: community officers and auxiliaries by
-- the roster of that day, everyone on days before the first roster. The squares and products of
-- the officers' own sums tell how much of a share is chance.
WITH duty AS (
  SELECT officer, valid_from, valid_to, min(role) AS role
  FROM roster
  WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:first AS date)
  GROUP BY officer, valid_from, valid_to
),
rostered AS (
  SELECT min(valid_from) AS since FROM roster
),
by_role AS (
  SELECT
    t.station, t.officer, d.role,
    sum(t.minutes) AS working,
    sum(t.minutes) FILTER (WHERE t.activity IN (:community)) AS community,
    sum(t.minutes) FILTER (WHERE t.activity IN (:diverted)) AS diverted,
    sum(t.minutes) FILTER (WHERE t.activity IN (:desk)) AS desk
  FROM officer_time t
  CROSS JOIN rostered r
  LEFT JOIN duty d
    ON d.officer = t.officer
    AND d.valid_from <= CAST(t.day AS date) AND d.valid_to > CAST(t.day AS date)
  WHERE t.day BETWEEN :first AND :last
    AND t.activity <> 'leave'
    AND (d.role <> 'other' OR r.since IS NULL OR CAST(t.day AS date) < r.since)
  GROUP BY t.station, t.officer, d.role
),
-- A merger does not make two of an officer: what both stations sent of one is one cluster.
heirs AS (
  SELECT from_station, to_station
  FROM (
    SELECT
      from_station, to_station,
      row_number() OVER (PARTITION BY from_station ORDER BY steps DESC, to_station) AS nth
    FROM successions
    WHERE since <= CAST(:last AS date)
      AND valid_from <= CAST(:last AS date) AND valid_to > CAST(:last AS date)
  ) AS chains
  WHERE nth = 1
),
by_officer AS (
  SELECT
    coalesce(h.to_station, b.station) AS station, b.officer,
    sum(working) AS working,
    coalesce(sum(community), 0) AS community,
    coalesce(sum(diverted), 0) AS diverted,
    coalesce(sum(desk), 0) AS desk,
    sum(working) FILTER (WHERE role = 'community_officer') AS officers_working,
    sum(community) FILTER (WHERE role = 'community_officer') AS officers_community,
    sum(working) FILTER (WHERE role = 'auxiliary') AS auxiliaries_working,
    sum(community) FILTER (WHERE role = 'auxiliary') AS auxiliaries_community
  FROM by_role b
  LEFT JOIN heirs h ON h.from_station = b.station
  GROUP BY coalesce(h.to_station, b.station), b.officer
)
SELECT
  station AS unit,
  sum(working) AS working_minutes,
  sum(community) AS community_minutes,
  sum(diverted) AS diverted_minutes,
  sum(desk) AS desk_minutes,
  sum(officers_working) AS officers_working_minutes,
  sum(officers_community) AS officers_community_minutes,
  sum(auxiliaries_working) AS auxiliaries_working_minutes,
  sum(auxiliaries_community) AS auxiliaries_community_minutes,
  count(*) AS time_officers,
  sum(working * working) AS working_working,
  sum(working * community) AS working_community,
  sum(working * diverted) AS working_diverted,
  sum(working * desk) AS working_desk,
  sum(community * community) AS community_community,
  sum(community * diverted) AS community_diverted,
  sum(community * desk) AS community_desk,
  sum(diverted * diverted) AS diverted_diverted,
  sum(diverted * desk) AS diverted_desk,
  sum(desk * desk) AS desk_desk
FROM by_officer
GROUP BY station
