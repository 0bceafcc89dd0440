-- IOM Missing Migrants Project: one incident in each row. The missing are a minimum, and dead and missing add up to the total.
-- known by: Incident ID, Incident Type, Incident Date, Number of Dead, Minimum Estimated Number of Missing, Total Number of Dead and Missing
-- A row of the type Cumulative Incident adds up several incidents, and is left out.
-- events: from rows
with incidents as (
  select *, case when "Minimum Estimated Number of Missing" <> '0' then 'at least ' || "Minimum Estimated Number of Missing"
    else "Minimum Estimated Number of Missing" end as at_least
  from raw where "Incident Type" <> 'Cumulative Incident'
),
cells as (
  unpivot incidents on "Number of Dead", at_least, "Total Number of Dead and Missing", "Number of Survivors",
    "Number of Females", "Number of Males", "Number of Children" into name printed value number
),
meaning(printed, measure, population) as (values
  ('Number of Dead', 'killed', 'all'), ('at_least', 'missing', 'all'), ('Total Number of Dead and Missing', 'dead_or_missing', 'all'),
  ('Number of Survivors', 'survivors', 'all'), ('Number of Females', 'dead_or_missing', 'women'),
  ('Number of Males', 'dead_or_missing', 'men'), ('Number of Children', 'dead_or_missing', 'children')
)
select concat_ws(':', 'mmp', "Incident ID", printed) as claim_id, 'mmp:' || "Incident ID" as event, measure, population,
  number as figure, "Incident Date" as as_of, "Incident Date" as published,
  if(measure = 'missing', 'point', 'cumulative') as kind, 'Missing Migrants Project' as source, "Information Source" as origin
from cells join meaning using (printed)
