/* What every process measured of itself over the last day. */
create or replace view platform_process_sample_view as
  select instance, at, process, figures
    from process_sample;

grant select on platform_process_sample_view to evens_app;
