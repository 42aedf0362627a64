-- Names from the glossary for a type, two kinds of source and an index. What is stored is rewritten.
alter type bet_in_hand rename to locked_bet;

alter index suspension_standing rename to suspension_active;
alter table suspension drop constraint suspension_source_check;
update suspension set source = 'feed' where source = 'danger';
-- feed: a suspension reason of the event; provider: the state of the whole feed.
alter table suspension add constraint suspension_source_check check (source in ('feed', 'provider', 'staff'));

alter table market_settlement drop constraint market_settlement_source_check;
update market_settlement set source = 'staff' where source = 'house';
alter table market_settlement add constraint market_settlement_source_check check (source in ('feed', 'staff', 'rule'));
