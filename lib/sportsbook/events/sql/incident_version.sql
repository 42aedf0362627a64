/* Trigger. Stamps an incident with its event's version, so that readers can ask for incidents that are newer than what they have. */
create or replace function incident_version() returns trigger
language plpgsql as $$
begin
  select e.version into new.version from event e where e.id = new.event_id;
  return new;
end $$;

create or replace trigger incident_version before insert or update on incident for each row execute function incident_version();
