import { z } from "zod";
import type { WrittenMarket } from "./views.ts";

/** `market.written` as it is stored. */
export const WRITTEN: z.ZodType<WrittenMarket, WrittenMarket> = z.object({
  title: z.string(),
  outcomes: z.record(z.string(), z.string()),
  winners: z.int(),
});
