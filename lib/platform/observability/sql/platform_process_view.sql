/* Running processes; one whose beat is old has ended. */
create or replace view platform_process_view as
  select instance, process, pid, host, started_at, beat_at, figures
    from process_beat;

grant select on platform_process_view to evens_app;
