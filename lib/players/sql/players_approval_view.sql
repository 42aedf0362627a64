/* Commands that wait or waited for a second person. One that was not decided in time has the status 'expired'. */
create or replace view players_approval_view as
  select a.id, a.command, a.subject, a.reason, a.input, a.requested_by, r.display_name as requested_by_name, a.requested_at, a.expires_at,
         case when a.status = 'pending' and a.expires_at <= clock_timestamp() then 'expired' else a.status end as status,
         a.decided_by, d.display_name as decided_by_name, a.decided_at
    from command_approval a
    join staff_account r on r.id = a.requested_by
    left join staff_account d on d.id = a.decided_by;

grant select on players_approval_view to evens_app;
