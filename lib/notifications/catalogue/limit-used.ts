import { z } from "zod";
import { depositLimitUse } from "#lib/cashier/index.ts";
import { payloadOf } from "#lib/platform/messaging/event.ts";
import { limitUsed } from "#lib/players/events.ts";
import type { LimitUse } from "#lib/players/schema.ts";
import { betLimitUse } from "#lib/sportsbook/betting/index.ts";
import { defineNotification } from "../definition.ts";

const KINDS = ["deposit", "net_deposit", "loss", "stake"] as const;
const Data = z.object({ kind: z.enum(KINDS), reached: z.boolean() });
type Data = z.infer<typeof Data>;

const isNear = ({ amount, used }: LimitUse): boolean => used * 5n >= amount * 4n;
const share = ({ amount, used }: LimitUse): number => (amount > 0n ? Number(used) / Number(amount) : 1);

/** The player's limit of which the largest share is used, if that is four fifths or more. */
const nearest = async (playerId: string): Promise<LimitUse<Data["kind"]> | null> => {
  const limits = [...(await betLimitUse(playerId)), ...(await depositLimitUse(playerId))];
  return limits.filter(isNear).sort((a, b) => share(b) - share(a))[0] ?? null;
};

export const limitUsedNotification = defineNotification({
  name: "limit_used",
  audience: "player",
  category: "security",
  channels: ["in-app"],
  events: [limitUsed],
  data: Data,
  draft: async (events) => {
    const players = new Set(events.flatMap((event) => payloadOf(event, limitUsed)?.playerId ?? []));
    const drafts = await Promise.all(
      [...players].map(async (playerId) => {
        const limit = await nearest(playerId);
        if (!limit) return [];
        const { kind, period, resetsAtMs, used, amount } = limit;
        // Once a period: the reaching of a limit takes the place of the warning.
        return [
          {
            playerId,
            dedupeKey: `limit:${kind}:${period}:${resetsAtMs}`,
            data: { kind, reached: used >= amount },
          },
        ];
      }),
    );
    return drafts.flat();
  },
  text: ({ kind, reached }) => ({
    variant: `${kind}_limit_${reached ? "reached" : "near"}`,
    href: "/account/limits",
  }),
});
