-- The glossary's name of the column. Inputs of old decisions keep the name that they were recorded with; a replay reads both.
alter table market rename column template to market_type;
alter table market rename constraint market_event_id_template_specifiers_key to market_event_id_market_type_specifiers_key;
