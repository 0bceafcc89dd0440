-- NOAA Significant Earthquakes: one earthquake in each row, with the deaths of the shaking, and of all that followed it.
-- known by: Year, Mo, Dy, Location Name, Deaths, Missing, Injuries, Total Deaths, Total Missing, Total Injuries
-- events: from rows
with quakes as (
  select *, concat_ws('-', "Year", lpad("Mo", 2, '0'), lpad("Dy", 2, '0')) as day from raw
  where "Year" is not null and "Year" not like '-%'
),
cells as (unpivot quakes on "Total Deaths", "Total Missing", "Total Injuries" into name printed value number),
meaning(printed, measure) as (values ('Total Deaths', 'killed'), ('Total Missing', 'missing'), ('Total Injuries', 'injured'))
select concat_ws(':', 'quake', day, "Location Name", printed) as claim_id, concat_ws(':', 'quake', day, "Location Name") as event,
  measure, number as figure, if(measure = 'missing', 'point', 'cumulative') as kind, day as as_of, day as published,
  'NOAA Significant Earthquakes' as source
from cells join meaning using (printed)
