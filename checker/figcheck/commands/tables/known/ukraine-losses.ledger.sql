-- Losses as the General Staff of Ukraine gives them, day by day: one day in each row, with a column of words such as "about".
-- known by: date, day, personnel, personnel*, POW
-- 0 prisoners of war means that nobody counted, so that zeros are left out.
with cells as (
  unpivot (select * replace (concat_ws(' ', replace("personnel*", 'more', 'more than'), personnel) as personnel) from raw)
  on personnel, "POW" into name printed value number
)
select concat_ws(':', 'losses', "date", printed) as claim_id, 'russia-ukraine-war-2022' as event,
  if(printed = 'POW', 'detained', 'casualties') as measure, 'Russian military personnel' as population, number as figure,
  if(printed = 'POW', 'point', 'cumulative') as kind, "date" as as_of, "date" as published,
  'a data set of the daily losses' as source, 'General Staff of Ukraine' as origin
from cells
where number <> '0'
