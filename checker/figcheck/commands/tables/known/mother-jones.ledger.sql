-- Mother Jones, mass shootings: one shooting in each row. Killed and injured add up to the total of victims.
-- known by: case, location, date, summary, fatalities, injured, total_victims
-- events: from rows
with cells as (unpivot raw on fatalities, injured, total_victims into name printed value number),
meaning(printed, measure) as (values ('fatalities', 'killed'), ('injured', 'injured'), ('total_victims', 'casualties'))
select concat_ws(':', 'mj', "case", "date", printed) as claim_id, concat_ws(':', 'mj', "case", "date") as event, measure,
  number as figure, location as place, "date" as as_of, "date" as published, 'Mother Jones' as source,
  case when measure <> 'casualties' then concat_ws(':', 'mj', "case", "date", 'total_victims/victims') end as sums_to
from cells join meaning using (printed)
