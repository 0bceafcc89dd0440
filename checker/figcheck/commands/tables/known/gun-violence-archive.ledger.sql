-- Gun Violence Archive, an export: one incident in each row. Victims and suspects are counted apart.
-- known by: Incident ID, Incident Date, State, City Or County, Victims Killed, Victims Injured, Suspects Killed, Suspects Injured
-- events: from rows
with cells as (
  unpivot raw on "Victims Killed", "Victims Injured", "Suspects Killed", "Suspects Injured" into name printed value number
)
select concat_ws(':', 'gva', "Incident ID", printed) as claim_id, 'gva:' || "Incident ID" as event,
  if(printed like '%Killed', 'killed', 'injured') as measure, if(printed like 'Victims%', 'victims', 'suspects') as population,
  number as figure, concat_ws(', ', "City Or County", "State") as place, "Incident Date" as as_of, "Incident Date" as published,
  'Gun Violence Archive' as source
from cells
