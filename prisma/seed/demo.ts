import { deposit } from "#lib/cashier/index.ts";
import { systemClock } from "#lib/kernel/clock.ts";
import { playerContext } from "#lib/platform/context.ts";
import { rows } from "#lib/platform/db.ts";
import { env } from "#lib/platform/env.ts";
import { ownerRows } from "#lib/platform/owner.ts";
import { DEMO_ACCOUNTS, DEMO_PASSWORD, registerPlayer } from "#lib/players/index.ts";

// The same on every run, so that an account is funded once, however often the seed runs.
const FUNDING_KEY = "0190d3a0-0000-7000-8000-000000000001";

/**
 * Makes the demo accounts and funds them through the verbs that any player uses. Safe to run again: what exists stays.
 * Does nothing outside demo mode.
 */
export const seedDemo = async (): Promise<void> => {
  if (!env().DEMO_MODE) return;
  for (const account of DEMO_ACCOUNTS) {
    const { email, displayName, country, currency, role, playMoney } = account;
    const [known] = await rows<{ id: string }>("select id from player where email = $1", [email]);
    const made =
      known ??
      (await registerPlayer(
        {
          clock: systemClock,
          requestId: crypto.randomUUID(),
          origin: { ip: `seed:${email}`, userAgent: "seed" },
        },
        {
          email,
          displayName,
          country,
          currency,
          password: DEMO_PASSWORD,
          birthDate: "1990-06-08",
          acceptTerms: true,
          settings: {},
        },
      ));
    if ("ok" in made && !made.ok) throw new Error(`${email} could not be made: ${made.refusal.code}`);
    const playerId = "id" in made ? made.id : made.value.playerId;
    await ownerRows("update player set role = $2 where id = $1 and role <> $2", [playerId, role]);
    if (!playMoney) continue;
    const funded = await deposit(playerContext(playerId, currency), {
      amount: playMoney,
      idempotencyKey: FUNDING_KEY,
    });
    if (!funded.ok) throw new Error(`${email} could not be funded: ${funded.refusal.code}`);
  }
};
