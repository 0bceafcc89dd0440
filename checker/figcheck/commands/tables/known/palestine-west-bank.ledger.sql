-- Casualties in the West Bank from palestine-datasets: one report in each row, with first counts and with verified ones.
-- known by: report_date, flash_source, killed_cum, settler_attacks_cum
-- The names below "verified" are counts that the UN verified later: they have a basis of their own. A number that is no total
-- counts from the report before that has such a number.
with cells as (
  unpivot raw on columns('^(verified\.)?(killed|injured|settler_attacks|displaced_[a-z]+)(_children)?(_cum)?$')
  into name printed value number
),
dated as (
  select *, max(report_date) over (
    partition by replace(printed, '_cum', '') order by cast(report_date as date)
    range between unbounded preceding and interval 1 day preceding
  ) as before
  from cells
)
select concat_ws(':', 'westbank', report_date, printed) as claim_id, 'west-bank-violence-2023' as event,
  case when printed like '%killed%' then 'killed' when printed like '%injured%' then 'injured'
    when printed like '%displaced%' then 'displaced' else 'settler attacks' end as measure,
  case when printed like '%children%' then 'children' when printed like '%households%' then 'households' else 'all' end as population,
  'West Bank' as place, number as figure, if(printed like '%_cum', 'cumulative', 'increment') as kind,
  if(printed like '%_cum', '2023-10-07', coalesce(before, '2023-10-06')) as period_start, report_date as as_of, report_date as published,
  if(printed like 'verified.%', 'UN OCHA verified database', 'UN OCHA flash update') as source, 'UN OCHA' as origin,
  if(printed like 'verified.%', 'identified', 'claim') as basis
from dated
