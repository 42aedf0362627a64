-- Who takes part in an event, in order: two sides, or a field of any size for outrights and races.
create table event_participant (
  event_id      text     not null references event,
  position      smallint not null check (position >= 0),
  -- Null where the sport is not played between two sides.
  role          text     check (role in ('home', 'away')),
  competitor_id text     not null references competitor,
  primary key (event_id, position)
);
insert into event_participant (event_id, position, role, competitor_id)
select id, 0, 'home', home_id from event union all select id, 1, 'away', away_id from event;
alter table event drop column home_id, drop column away_id;
grant select, insert, update (role, competitor_id) on event_participant to evens_app;

-- Sports without a clock have incidents without one.
alter table incident alter column clock_seconds drop not null, alter column phase drop not null;

-- One leg per event is a rule of the decision, which builders and systems lift, and no fact of the schema. The index stays.
alter table bet_leg drop constraint bet_leg_event_id_bet_id_key;
create index bet_leg_event on bet_leg (event_id, bet_id);
