-- Our World in Data, COVID-19: one country and day in each row. Continents and income groups are sums of countries, and left out.
-- known by: iso_code, continent, location, date, total_deaths, new_deaths
with countries as (
  select *, lag(date) over (partition by location order by date) as before from raw where iso_code not like 'OWID_%'
),
cells as (unpivot countries on new_deaths, total_deaths into name printed value number)
select concat_ws(':', 'owid', iso_code, date, printed) as claim_id, 'covid-19' as event, 'killed' as measure, location as place,
  regexp_replace(number, '\.0$', '') as figure, if(printed = 'new_deaths', 'increment', 'cumulative') as kind,
  if(printed = 'new_deaths', coalesce(before, date), null) as period_start, date as as_of, date as published,
  'Our World in Data' as source, 'WHO' as origin
from cells
