/* Every version of the betting policy; the newest is in force. */
create or replace view sportsbook_policy_view as
  select version, rules, created_at, created_by
    from betting_policy;

grant select on sportsbook_policy_view to evens_app;
