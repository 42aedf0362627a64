import { defineSport } from "../sport.ts";
import { type BaseballModel, baseballModelOf } from "./model.ts";
import { baseballOutcomes } from "./outcomes.ts";
import { baseballOutlook } from "./pricing/outlook.ts";
import { priceBaseball } from "./pricing/price.ts";
import { BaseballIncidentSchema, BaseballScoreSchema } from "./schema.ts";
import type { BaseballScore } from "./score.ts";
import { baseballSimulator } from "./simulator/simulator.ts";
import { baseball as views } from "./views.ts";

export const baseball = defineSport<BaseballScore, BaseballModel>(views, baseballOutcomes, {
  score: BaseballScoreSchema,
  incidentSchema: BaseballIncidentSchema,
  modelOf: baseballModelOf,
  price: priceBaseball,
  outlook: baseballOutlook,
  simulator: baseballSimulator,
});
