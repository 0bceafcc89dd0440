-- ACLED: one event in each row, with one number of deaths.
-- known by: event_id_cnty, event_date, event_type, sub_event_type, actor1, admin1, location, source, fatalities
-- 0 means none reported or not known, so that these rows are left out. ACLED forbids to pass its data on.
-- events: from rows
select 'acled:' || event_id_cnty as claim_id, 'acled:' || event_id_cnty as event, 'killed' as measure,
  fatalities as figure, concat_ws(', ', location, admin1, country) as place, 'increment' as kind,
  event_date as period_start, event_date as as_of, event_date as published, 'ACLED' as source, source as origin
from raw
where fatalities <> '0'
