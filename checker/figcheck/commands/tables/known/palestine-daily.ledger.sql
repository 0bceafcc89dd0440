-- Daily casualties in Gaza from palestine-datasets: one report in each row, with the counts of that report.
-- known by: report_date, report_source, report_period, killed, killed_cum, injured_cum, ext_killed_cum, ext_injured_cum
-- Columns that begin with ext_ are filled in by the editors of the data, and are left out. report_period says 24 hours also
-- where reports are missing before, so that a daily number counts from the report before.
with reports as (
  select *, max(case when coalesce(killed, killed_cum, injured_cum) is not null then report_date end)
    over (order by report_date rows between unbounded preceding and 1 preceding) as before
  from raw
),
cells as (
  unpivot reports on columns('^(killed|injured|press|med|civdef|aid_seeker|famine|child_famine|massacres)')
  into name printed value number
),
meaning(printed, measure, population) as (values
  ('killed', 'killed', 'all'), ('killed_cum', 'killed', 'all'), ('injured', 'injured', 'all'), ('injured_cum', 'injured', 'all'),
  ('killed_truce_new', 'killed', 'since truce, new'), ('killed_recovered', 'killed', 'bodies recovered'),
  ('killed_succumbed', 'killed', 'succumbed to wounds'), ('killed_committee', 'killed', 'approved by judicial committee'),
  ('aid_seeker_killed_cum', 'killed', 'aid seekers'), ('aid_seeker_injured_cum', 'injured', 'aid seekers'),
  ('famine_cum', 'killed', 'famine and malnutrition'), ('child_famine_cum', 'killed', 'children, famine and malnutrition'),
  ('press_killed_cum', 'killed', 'journalists'), ('med_killed_cum', 'killed', 'medical workers'),
  ('civdef_killed_cum', 'killed', 'civil defence workers'), ('killed_children_cum', 'killed', 'children'),
  ('killed_women_cum', 'killed', 'women'), ('massacres_cum', 'massacres', 'all')
)
select concat_ws(':', 'gaza', report_date, printed) as claim_id, 'gaza-war-2023' as event, measure, population,
  'Gaza Strip' as place, number as figure, if(printed like '%_cum', 'cumulative', 'increment') as kind,
  if(printed like '%_cum', '2023-10-07', coalesce(before, '2023-10-06')) as period_start,
  report_date as as_of, report_date as published,
  case report_source when 'mohtel' then 'Gaza MoH Telegram' when 'gmotel' then 'Gaza Government Media Office Telegram'
    else 'no official report' end as source,
  case report_source when 'mohtel' then 'Gaza Ministry of Health' when 'gmotel' then 'Gaza Government Media Office' end as origin
from cells join meaning using (printed)
