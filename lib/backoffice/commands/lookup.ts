import { accept } from "#lib/core/result.ts";
import { may } from "#lib/platform/permission.ts";
import { defineQuery, rolesOf } from "#lib/players/index.ts";
import { playersRead } from "#lib/players/permissions.ts";
import { betsRead, marketsRead } from "#lib/sportsbook/permissions.ts";
import { lookup } from "../lookup/lookup.ts";
import { backofficeLookup } from "../permissions.ts";
import { LookupInput } from "../schema.ts";

/** What staff can go to by a text: events, competitions, players and bets, each only with the permission to read it. */
export const lookupQuery = defineQuery({
  name: "backoffice.lookup",
  summary: "What a text finds: events, competitions, players and bets that the caller may read.",
  actor: "staff",
  permission: backofficeLookup,
  input: LookupInput,
  refusals: {},
  run: async ({ input, actor }) => {
    const roles = await rolesOf(actor.staffId);
    return accept(
      await lookup(input.text, {
        events: may({ roles }, marketsRead),
        players: may({ roles }, playersRead),
        bets: may({ roles }, betsRead),
      }),
    );
  },
});
