import { defineSport } from "../sport.ts";
import { readFootballTimelines } from "./importers/replay-match.ts";
import { footballModelOf } from "./model.ts";
import { footballOutcomes } from "./outcomes.ts";
import type { FootballModel } from "./pricing/intensity.ts";
import { footballOutlook } from "./pricing/outlook.ts";
import { priceFootball } from "./pricing/price.ts";
import { FootballIncidentSchema, FootballScoreSchema } from "./schema.ts";
import type { FootballScore } from "./score.ts";
import { footballSimulator } from "./simulator/simulator.ts";
import { football as views } from "./views.ts";

export const football = defineSport<FootballScore, FootballModel>(views, footballOutcomes, {
  score: FootballScoreSchema,
  incidentSchema: FootballIncidentSchema,
  modelOf: footballModelOf,
  price: priceFootball,
  outlook: footballOutlook,
  simulator: footballSimulator,
  readTimelines: readFootballTimelines,
});
