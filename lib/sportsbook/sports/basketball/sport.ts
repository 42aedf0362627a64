import { defineSport } from "../sport.ts";
import { type BasketballModel, basketballModelOf } from "./model.ts";
import { basketballOutcomes } from "./outcomes.ts";
import { basketballOutlook } from "./pricing/outlook.ts";
import { priceBasketball } from "./pricing/price.ts";
import { BasketballIncidentSchema, BasketballScoreSchema } from "./schema.ts";
import type { BasketballScore } from "./score.ts";
import { basketballSimulator } from "./simulator/simulator.ts";
import { basketball as views } from "./views.ts";

export const basketball = defineSport<BasketballScore, BasketballModel>(views, basketballOutcomes, {
  score: BasketballScoreSchema,
  incidentSchema: BasketballIncidentSchema,
  modelOf: basketballModelOf,
  price: priceBasketball,
  outlook: basketballOutlook,
  simulator: basketballSimulator,
});
