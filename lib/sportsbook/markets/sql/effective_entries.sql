/*
 * The results and cancellations of a journal that no later rollback undoes. A provider's rollback undoes what the provider said before it:
 * by the provider's own time, and at equal times by the order of arrival (an entry without an id comes last: it is a preview). Staff
 * undo whatever they could see, however the provider's clock runs.
 */
create or replace function effective_entries(p_journal market_settlement[]) returns setof market_settlement
language sql immutable as $$
  select s.*
    from unnest(p_journal) s
   where s.kind in ('result', 'cancel')
     and not exists (
       select from unnest(p_journal) r
        where r.kind = 'rollback_' || s.kind
          and ((r.at > s.at or r.at = s.at and (r.id > s.id or r.id is null and s.id is not null))
                 and (r.source = 'staff' or s.source <> 'staff')
               or r.source = 'staff' and r.taken_at >= s.taken_at)
          and (s.kind = 'result' or (r.starts_at is not distinct from s.starts_at and r.ends_at is not distinct from s.ends_at)))
$$;
