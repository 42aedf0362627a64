/* Members of staff, those of closed accounts included, without their passwords. */
create or replace view players_staff_view as
  select id, email, display_name, status, created_at, demo from staff_account;

grant select on players_staff_view to evens_app;
