-- What every process measured of itself, a few times a minute and for a day: the health page draws it.
create table process_sample (
  instance  uuid        not null,
  at        timestamptz not null default clock_timestamp(),
  process   text        not null,
  figures   jsonb       not null,
  primary key (instance, at)
);
create index process_sample_at on process_sample (at);
grant select, insert, delete on process_sample to evens_app;
