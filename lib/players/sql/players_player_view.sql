/* Players, without their passwords. */
create or replace view players_player_view as
  select id, email, display_name, status, country, currency, birth_date, stake_factor_bp, settings, created_at, demo, excluded_until, verified, identity_version, play_until,
         play_stop, erased_at
    from player;

grant select on players_player_view to evens_app;
