-- The sport's model of an event that we price ourselves, as its fixture resolved it: every process can price what an open bet is worth.
alter table event add column model jsonb;
