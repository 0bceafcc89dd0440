-- Casualties in Lebanon from palestine-datasets: one report in each row. Each phase has a count of its own, which begins at 0.
-- known by: report_date, report_source, report_period, phase, killed_cum, injured_cum
-- A number that is no total counts from the report before, and the first of a phase from its first day.
with cells as (unpivot raw on columns('^(killed|injured)(_cum)?$') into name printed value number),
dated as (
  select *, case phase when '1' then '2023-10-08' when '2' then '2026-03-02' end as start,
    max(report_date) over (
      partition by phase, replace(printed, '_cum', '') order by cast(report_date as date)
      range between unbounded preceding and interval 1 day preceding
    ) as before
  from cells
)
select concat_ws(':', 'lebanon', report_date, printed) as claim_id,
  'israel-lebanon-war-moph-counting-phase-' || phase as event, split_part(printed, '_', 1) as measure, 'all' as population, 'Lebanon' as place,
  number as figure, if(printed like '%_cum', 'cumulative', 'increment') as kind,
  if(printed like '%_cum', start, coalesce(before, start)) as period_start,
  report_date as as_of, report_date as published, if(report_source = 'ocha', 'UN OCHA', 'Lebanon MoPH') as source,
  'Lebanon Ministry of Public Health' as origin
from dated
