/* Who players are by law, for those who have told us. */
create or replace view players_person_view as
  select player_id, first_name, last_name, street, city, postcode, name_key from player_person;

grant select on players_person_view to evens_app;
