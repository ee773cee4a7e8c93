-- People, households and grids, and who is on the roster for them, at the end of the period.
WITH named AS (
  SELECT DISTINCT grid
  FROM roster_grids
  WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:last AS date)
),
places AS (
  SELECT
    g.station,
    sum(g.population) AS population,
    sum(g.households) AS households,
    count(*) AS grids,
    count(*) FILTER (WHERE g.kind = 'village') AS villages,
    count(*) FILTER (WHERE g.kind = 'community') AS communities,
    count(n.grid) AS grids_staffed
  FROM grids g
  LEFT JOIN named n ON n.grid = g.code
  WHERE g.valid_from <= CAST(:last AS date) AND g.valid_to > CAST(:last AS date)
  GROUP BY g.station
),
officers AS (
  SELECT station, count(DISTINCT officer) AS officers
  FROM roster
  WHERE role <> 'other'
    AND valid_from <= CAST(:last AS date) AND valid_to > CAST(:last AS date)
  GROUP BY station
)
SELECT
  coalesce(p.station, o.station) AS unit,
  p.population, p.households, p.grids, p.villages, p.communities, p.grids_staffed, o.officers
FROM places p
FULL OUTER JOIN officers o ON o.station = p.station
