-- UCDP Georeferenced Event Dataset, global and candidate: one event in each row, with its best estimate, its range and its sides.
-- known by: id, relid, type_of_violence, side_a, side_b, deaths_a, deaths_b, deaths_civilians, deaths_unknown, best, high, low, date_start, date_end
-- The four sides add up to the best estimate. The row is as old as its last source, or as its first if that is older than the
-- event. Days between which an event was somewhere are no later than its sources.
-- events: from rows
with sources as (
  select *, left(date_start, 10) as first_day, left(date_end, 10) as last_day,
    list_sort(regexp_extract_all(source_date, '\d{4}-\d\d-\d\d')) as printed_on
  from raw
),
dated as (
  select *, case when printed_on[1] < first_day then printed_on[1] else coalesce(printed_on[-1], last_day) end as published_on
  from sources
),
cells as (unpivot dated on best, deaths_a, deaths_b, deaths_civilians, deaths_unknown into name printed value number)
select concat_ws(':', 'ucdp', id, printed) as claim_id, 'ucdp:' || id as event, 'killed' as measure,
  case printed when 'best' then 'all' when 'deaths_a' then side_a when 'deaths_b' then side_b
    when 'deaths_civilians' then 'civilians' else 'people of unknown status' end as population,
  where_coordinates as place, number as figure,
  case when printed = 'best' and (low <> high or low <> number) then low || ' to ' || high end as interval,
  'increment' as kind, first_day as period_start,
  case when published_on >= first_day then least(last_day, published_on) else last_day end as as_of,
  published_on as published,
  'UCDP GED' as source, source_original as origin,
  case when printed <> 'best' then concat_ws(':', 'ucdp', id, 'best/sides') end as sums_to
from cells
