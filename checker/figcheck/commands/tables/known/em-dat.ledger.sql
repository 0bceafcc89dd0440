-- EM-DAT: one disaster and country in each row. Injured, affected and homeless add up to the total affected.
-- known by: DisNo., Disaster Type, Country, Start Year, End Year, Total Deaths, No. Injured, No. Affected, No. Homeless, Total Affected
-- EM-DAT does not say who counted, and when it entered a number.
-- events: from rows
with disasters as (
  select *, "Total Affected" as total,
    concat_ws('-', "Start Year", nullif(lpad("Start Month", 2, '0'), '00'), nullif(lpad("Start Day", 2, '0'), '00')) as start_day,
    concat_ws('-', "End Year", nullif(lpad("End Month", 2, '0'), '00'), nullif(lpad("End Day", 2, '0'), '00')) as end_day
  from raw
),
cells as (
  unpivot disasters on "Total Deaths", "No. Injured", "No. Affected", "No. Homeless", "Total Affected" into name printed value number
),
meaning(printed, measure, population) as (values
  ('Total Deaths', 'killed', 'all'), ('Total Affected', 'affected', 'all'), ('No. Injured', 'affected', 'injured people'),
  ('No. Affected', 'affected', 'other people affected'), ('No. Homeless', 'affected', 'people made homeless')
)
select concat_ws(':', 'emdat', "DisNo.", printed) as claim_id, 'emdat:' || "DisNo." as event, measure, population,
  number as figure, "Country" as place, start_day as period_start, end_day as as_of, end_day as published,
  'EM-DAT' as source, null as origin,
  case when population <> 'all' and total is not null
    then concat_ws(':', 'emdat', "DisNo.", 'Total Affected/people') end as sums_to
from cells join meaning using (printed)
