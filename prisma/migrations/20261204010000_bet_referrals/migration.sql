-- A bet over a limit that waits for a trader: the limit it exceeds, what the trader or the player has decided, and the trader's offer.
alter table pending_bet
  add column reason   text  not null default 'delay' check (reason in ('delay', 'referral')),
  -- The refusal that the limits alone would have given.
  add column referred jsonb,
  -- Final. 'accepted' and 'refused' by a trader, the others by the player.
  add column ruling   text  check (ruling in ('accepted', 'refused', 'offer_accepted', 'offer_declined')),
  add column ruled_at timestamptz,
  add column ruled_by uuid  references staff_account,
  -- {"stake": of one line as text, "total": minor units as text, "odds": text or null}
  add column offer    jsonb,
  add constraint pending_bet_referral check ((reason = 'referral') = (referred is not null)),
  add constraint pending_bet_ruling check ((ruling is null) = (ruled_at is null) and (ruling is null or reason = 'referral')),
  add constraint pending_bet_offer check (offer is not null or ruling is null or ruling in ('accepted', 'refused'));
create index pending_bet_referrals on pending_bet (due_at) where reason = 'referral' and ended_at is null;

alter type bet_input add attribute referred jsonb;
alter type bet_leg_input add attribute offered boolean;
