import { defineSport } from "../sport.ts";
import { type TennisModel, tennisModelOf } from "./model.ts";
import { tennisOutcomes } from "./outcomes.ts";
import { tennisOutlook } from "./pricing/outlook.ts";
import { priceTennis } from "./pricing/price.ts";
import { TennisIncidentSchema, TennisScoreSchema } from "./schema.ts";
import type { TennisScore } from "./score.ts";
import { tennisSimulator } from "./simulator/simulator.ts";
import { tennis as views } from "./views.ts";

export const tennis = defineSport<TennisScore, TennisModel>(views, tennisOutcomes, {
  score: TennisScoreSchema,
  incidentSchema: TennisIncidentSchema,
  modelOf: tennisModelOf,
  price: priceTennis,
  outlook: tennisOutlook,
  simulator: tennisSimulator,
});
