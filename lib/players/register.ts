import { uuidv7 } from "#lib/kernel/id.ts";
import { accept, type Result, refuse } from "#lib/kernel/result.ts";
import type { PublicContext } from "#lib/platform/context.ts";
import { clientNetwork, siteNetwork } from "#lib/platform/edge/address.ts";
import { wakeRelay } from "#lib/platform/outbox.ts";
import { type RateRule, takeRate } from "#lib/platform/rate-limit.ts";
import { transaction } from "#lib/platform/transaction.ts";
import { ageOn, dateIn, isServed, minimumAgeIn } from "./eligibility.ts";
import type { RegisterRefusal } from "./errors.ts";
import { hashPassword, weaknessOf } from "./password.ts";
import type { RegisterInput } from "./schema.ts";

export const REGISTER_BY_ADDRESS: RateRule = { name: "register-ip", points: 10, durationSeconds: 3_600 };
/** One customer of an IPv6 provider may have 65,536 networks of the kind that counts as one address. */
export const REGISTER_BY_SITE: RateRule = { name: "register-site", points: 50, durationSeconds: 3_600 };

const AGE_MAX = 120;

/** What can be said of an application without looking at the other accounts, or null when nothing speaks against it. */
export const decideRegistration = (input: RegisterInput, now: Date): RegisterRefusal | null => {
  const { email, password, displayName, birthDate, country } = input;
  if (!isServed(country)) return { code: "country_not_served", country };
  const age = ageOn(birthDate, dateIn(country, now));
  if (age < 0 || age > AGE_MAX) return { code: "birth_date_invalid" };
  const minimumAge = minimumAgeIn(country);
  if (age < minimumAge) return { code: "under_age", minimumAge };
  const reason = weaknessOf(password, [email, email.split("@")[0] ?? "", displayName]);
  return reason ? { code: "password_weak", reason } : null;
};

/**
 * Opens an account for an adult in a country that we serve. The email is the account's name: one account each.
 * Says openly when the email has an account; ten tries an hour and address keep that from being harvested.
 */
export const registerPlayer = async (
  ctx: PublicContext,
  input: RegisterInput,
): Promise<Result<{ playerId: string }, RegisterRefusal>> => {
  const free = await takeRate(REGISTER_BY_ADDRESS, clientNetwork(ctx.origin.ip));
  if (!free.ok) return free;
  const site = await takeRate(REGISTER_BY_SITE, siteNetwork(ctx.origin.ip));
  if (!site.ok) return site;
  const refusal = decideRegistration(input, ctx.clock.now());
  if (refusal) return refuse(refusal);
  const passwordHash = await hashPassword(input.password);
  const playerId = uuidv7(ctx.clock.now().getTime());
  const created = await transaction(async (client) => {
    const { rowCount } = await client.query(
      `insert into player (id, email, password_hash, display_name, country, currency, birth_date, settings)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (email) do nothing`,
      [
        playerId,
        input.email,
        passwordHash,
        input.displayName,
        input.country,
        input.currency,
        input.birthDate,
        JSON.stringify(input.settings),
      ],
    );
    if (rowCount === 0) return false;
    await client.query(
      "insert into outbox (kind, payload, request_id) values ('player.registered', $1, $2)",
      [JSON.stringify({ playerId, country: input.country, currency: input.currency }), ctx.requestId],
    );
    return true;
  });
  if (!created) return refuse({ code: "email_taken" });
  wakeRelay();
  return accept({ playerId });
};
