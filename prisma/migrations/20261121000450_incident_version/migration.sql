-- The event's version at which an incident was told or changed last, so that readers ask for newer ones only.
alter table incident add column version bigint not null default 0;
create index incident_changed on incident (event_id, version);

create function incident_version() returns trigger
language plpgsql as $$
begin
  select e.version into new.version from event e where e.id = new.event_id;
  return new;
end $$;
create trigger incident_version before insert or update on incident for each row execute function incident_version();
