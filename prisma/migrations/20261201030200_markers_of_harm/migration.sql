create index play_session_active on play_session (last_active_at);

-- What each marker of harm weighs, by version. Rows are added and never changed: a score names the version that it was made with.
create table harm_weights (
  version     integer     primary key,
  -- By marker: weight and mean. A contribution is weight × (value − mean).
  weights     jsonb       not null,
  -- From which score on an action is suggested.
  thresholds  jsonb       not null,
  note        text        not null,
  made_at     timestamptz not null default clock_timestamp()
);
grant select on harm_weights to evens_app;
insert into harm_weights (version, weights, thresholds, note) values (1,
  '{"stake_variance": {"weight": 1.0, "mean": 0.5},
    "chasing": {"weight": 0.6, "mean": 0.3},
    "night_play": {"weight": 2.0, "mean": 0.1},
    "escalation": {"weight": 0.6, "mean": 1.0},
    "failed_deposits": {"weight": 0.3, "mean": 0.3},
    "limit_hits": {"weight": 0.15, "mean": 0.5},
    "time": {"weight": 0.05, "mean": 4.0}}',
  '{"message": 1.0, "limit": 2.0, "contact": 3.0}',
  'A heuristic: markers that the field names, weights by judgement. Not validated on real players.');

-- The newest score of each player who has played lately.
create table harm_score (
  player_id      uuid             primary key references player,
  scored_at      timestamptz      not null,
  weights        integer          not null references harm_weights,
  score          double precision not null,
  -- By marker: value and contribution.
  contributions  jsonb            not null
);
create index harm_score_highest on harm_score (score desc);
grant select, insert, update on harm_score to evens_app;

-- Up to which moment players who were on the site have been scored.
create table harm_scan (
  single  boolean     primary key default true check (single),
  until   timestamptz not null
);
insert into harm_scan (until) values ('epoch');
grant select, update (until) on harm_scan to evens_app;
