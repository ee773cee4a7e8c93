-- Police of each county at the end of the period.
SELECT
  county AS unit,
  county_police,
  station_police,
  community_police,
  offices
FROM staffing
WHERE valid_from <= CAST(:last AS date) AND valid_to > CAST(:last AS date)
