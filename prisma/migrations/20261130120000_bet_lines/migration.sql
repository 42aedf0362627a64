-- A bet divides its stake equally among its lines. Each is a set of legs, as bits by their position; null is the one line of all legs,
-- which most bets are.
alter table bet add column lines bigint[] check (cardinality(lines) > 0 and stake % cardinality(lines) = 0);
alter table bet drop constraint bet_kind_check,
                add constraint bet_kind_check check (kind in ('single', 'accumulator', 'system')),
                add constraint bet_system_check check (kind <> 'system' or lines is not null),
                drop constraint bet_result_check,
                -- Part returned: lines that together pay less than the stake.
                add constraint bet_result_check check (result in ('won', 'lost', 'void', 'half_won', 'half_lost', 'part_returned'));

-- Each-way bets have a leg on the win and a leg on the place. Legs of one builder have one price, which its first leg carries; the others
-- carry 1.0000.
alter table bet_leg add column part text not null default 'win' check (part in ('win', 'place')),
                    add column builder smallint;

alter type bet_input add attribute lines bigint[];
alter type bet_leg_input add attribute part text, add attribute builder smallint;
