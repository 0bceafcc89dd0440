-- Global Terrorism Database: one incident in each row. A month or a day of 0 is not known, and -9 and -99 mean no number.
-- known by: eventid, iyear, imonth, iday, country_txt, nkill, nkillter, nwound, nwoundte
-- nkill counts the perpetrators too. The licence of the GTD forbids to pass its data on.
-- missing: -9, -99, .
-- events: from rows
with incidents as (
  select *, concat_ws('-', iyear, nullif(lpad(imonth, 2, '0'), '00'),
    case when imonth <> '0' then nullif(lpad(iday, 2, '0'), '00') end) as day
  from raw
),
cells as (unpivot incidents on nkill, nkillter, nwound, nwoundte into name printed value number)
select concat_ws(':', 'gtd', eventid, printed) as claim_id, 'gtd:' || eventid as event,
  if(printed like 'nkill%', 'killed', 'injured') as measure, if(printed like '%te%', 'perpetrators', 'all') as population,
  number as figure, concat_ws(', ', city, provstate, country_txt) as place, day as as_of, day as published,
  'GTD' as source, 'GTD' as origin
from cells
