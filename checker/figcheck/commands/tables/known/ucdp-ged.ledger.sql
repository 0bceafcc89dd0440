-- UCDP Georeferenced Event Dataset, global and candidate: one event in each row, with its best estimate, its range and its sides.
-- known by: id, relid, type_of_violence, side_a, side_b, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low, date_start, date_end
-- The four sides add up to the best estimate. The day of the earliest source counts as the day of publication.
-- events: from rows
with cells as (unpivot raw on best, deaths_a, deaths_b, deaths_civilians, deaths_unknown into name printed value number)
select concat_ws(':', 'ucdp', id, printed) as claim_id, 'ucdp:' || id as event, 'killed' as measure,
  case printed when 'best' then 'all' when 'deaths_a' then side_a when 'deaths_b' then side_b
    when 'deaths_civilians' then 'civilians' else 'people of unknown status' end as population,
  where_coordinates as place, number as figure,
  case when printed = 'best' and low <> high then low || ' to ' || high end as interval,
  'increment' as kind, left(date_start, 10) as period_start, left(date_end, 10) as as_of,
  coalesce(list_min(regexp_extract_all(source_date, '\d{4}-\d\d-\d\d')), left(date_end, 10)) as published,
  'UCDP GED' as source, source_original as origin,
  case when printed <> 'best' then concat_ws(':', 'ucdp', id, 'best/sides') end as sums_to
from cells
