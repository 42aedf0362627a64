/* Suspensions; one is in force until lifted_at. */
create or replace view sportsbook_suspension_view as
  select id, scope, scope_id, source, reason, note, by, at, lifted_by, lifted_at
    from suspension;

grant select on sportsbook_suspension_view to evens_app;
