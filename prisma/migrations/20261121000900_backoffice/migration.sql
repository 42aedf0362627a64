-- What the back office reads by time. These tables grow in the order of time, so a range index is a few pages and
-- costs a writer nothing.
create index bet_placed_at on bet using brin (placed_at) with (pages_per_range = 16, autosummarize = on);
create index bet_settled_at on bet using brin (settled_at) with (pages_per_range = 16, autosummarize = on);
create index feed_message_received_at on feed_message using brin (received_at) with (pages_per_range = 16, autosummarize = on);
create index audit_entry_actor on audit_entry (actor_id, id desc);
create index audit_entry_action on audit_entry (action text_pattern_ops, id desc);
