-- What an event is called where its participants do not name it: a race, an outright.
alter table event add column own_name text;
