insert into harm_weights (version, weights, thresholds, note)
select 2,
       weights || '{"cancelled_withdrawals": {"weight": 0.5, "mean": 0.2}, "instruments": {"weight": 0.4, "mean": 1.5}}',
       thresholds,
       'As version 1, with cancelled withdrawals and payment instruments. Weights by judgement, not validated on real players.'
  from harm_weights where version = 1;
