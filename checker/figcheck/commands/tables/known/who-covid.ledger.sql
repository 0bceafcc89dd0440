-- WHO COVID-19: one country and day in each row. New_deaths are those of the day or week, Cumulative_deaths the running total.
-- known by: Date_reported, Country_code, Country, WHO_region, New_deaths, Cumulative_deaths
with days as (select *, lag(Date_reported) over (partition by Country order by Date_reported) as before from raw),
cells as (unpivot days on New_deaths, Cumulative_deaths into name printed value number)
select concat_ws(':', 'who', coalesce(Country_code, Country), Date_reported, printed) as claim_id, 'covid-19' as event,
  'killed' as measure, Country as place, number as figure, if(printed = 'New_deaths', 'increment', 'cumulative') as kind,
  if(printed = 'New_deaths', coalesce(before, Date_reported), null) as period_start,
  Date_reported as as_of, Date_reported as published, 'WHO' as source, 'WHO' as origin
from cells
