-- NOAA Storm Events: one event in each row. 0 may mean that nobody counted, so that zeros are left out.
-- known by: BEGIN_YEARMONTH, BEGIN_DAY, END_YEARMONTH, END_DAY, EVENT_ID, STATE, EVENT_TYPE, INJURIES_DIRECT, INJURIES_INDIRECT, DEATHS_DIRECT, DEATHS_INDIRECT
-- The century of a day comes from BEGIN_YEARMONTH, because BEGIN_DATE_TIME has two digits for its year.
-- events: from rows
with cells as (
  unpivot raw on INJURIES_DIRECT, INJURIES_INDIRECT, DEATHS_DIRECT, DEATHS_INDIRECT into name printed value number
)
select concat_ws(':', 'noaa', EVENT_ID, lower(printed)) as claim_id, 'noaa:' || EVENT_ID as event,
  if(printed like 'DEATHS%', 'killed', 'injured') as measure,
  if(printed like '%_DIRECT', 'directly by the storm', 'indirectly by the storm') as population,
  number as figure, concat_ws(', ', CZ_NAME, STATE) as place,
  concat_ws('-', left(BEGIN_YEARMONTH, 4), right(BEGIN_YEARMONTH, 2), lpad(BEGIN_DAY, 2, '0')) as period_start,
  concat_ws('-', left(END_YEARMONTH, 4), right(END_YEARMONTH, 2), lpad(END_DAY, 2, '0')) as as_of,
  concat_ws('-', left(END_YEARMONTH, 4), right(END_YEARMONTH, 2), lpad(END_DAY, 2, '0')) as published,
  'NOAA Storm Events' as source, "SOURCE" as origin
from cells
where number <> '0'
