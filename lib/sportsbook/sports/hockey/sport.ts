import { defineSport } from "../sport.ts";
import { type HockeyModel, hockeyModelOf } from "./model.ts";
import { hockeyOutcomes } from "./outcomes.ts";
import { hockeyOutlook } from "./pricing/outlook.ts";
import { priceHockey } from "./pricing/price.ts";
import { HockeyIncidentSchema, HockeyScoreSchema } from "./schema.ts";
import type { HockeyScore } from "./score.ts";
import { hockeySimulator } from "./simulator/simulator.ts";
import { hockey as views } from "./views.ts";

export const hockey = defineSport<HockeyScore, HockeyModel>(views, hockeyOutcomes, {
  score: HockeyScoreSchema,
  incidentSchema: HockeyIncidentSchema,
  modelOf: hockeyModelOf,
  price: priceHockey,
  outlook: hockeyOutlook,
  simulator: hockeySimulator,
});
