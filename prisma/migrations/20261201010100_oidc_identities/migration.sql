-- Accounts elsewhere (OpenID Connect) that sign in to an account here. Issuer and subject name one; an email address never does.
create table oidc_identity (
  issuer       text        not null,
  subject      text        not null,
  player_id    uuid        not null references player,
  -- As the issuer said at the last sign-in, for the player to recognise it by.
  email        text,
  created_at   timestamptz not null default clock_timestamp(),
  last_used_at timestamptz not null default clock_timestamp(),
  primary key (issuer, subject),
  unique (player_id, issuer)
);
grant select, insert (issuer, subject, player_id, email), update (email, last_used_at), delete on oidc_identity to evens_app;

