import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import type { PublicContext } from "#lib/platform/commands/context.ts";
import { db } from "#lib/platform/database/db.ts";
import { statement, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { clientNetwork, siteNetwork } from "#lib/platform/http/edge/address.ts";
import { type RateRule, takeRate } from "#lib/platform/http/rate-limit.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { currencyOffered } from "./eligibility/currency.ts";
import { ageOn, dateIn, isServed, minimumAgeIn } from "./eligibility/registration.ts";
import type { RegisterRefusal, RegistrationFault } from "./errors.ts";
import { playerRegistered } from "./events.ts";
import { isTaken } from "./links/email-taken.ts";
import { makeLink } from "./links/link.ts";
import { type OidcIdentity, storeIdentity } from "./oidc/identities.ts";
import { faultOfPassword, hashPassword } from "./password.ts";
import { findDuplicates, openDuplicateCase } from "./person/duplicates.ts";
import { nameKey } from "./person/name-key.ts";
import { storePerson } from "./person/person.ts";
import { asksPostcode } from "./person/schema.ts";
import { checkApplicant } from "./registers/check.ts";
import { RegisterInput } from "./schema.ts";

export const REGISTER_BY_ADDRESS: RateRule = { name: "register-ip", points: 10, durationSeconds: 3_600 };
/** One customer of an IPv6 provider may have 65,536 networks that each count as one address. */
export const REGISTER_BY_SITE: RateRule = { name: "register-site", points: 50, durationSeconds: 3_600 };

const AGE_MAX = 120;
const UNKNOWN_COUNTRY = "ZZ";

/** The fields of the form: any may be missing or unreadable. */
export type RegisterFields = { [Field in keyof RegisterInput]?: unknown };

/** An identity elsewhere that opens the new account in place of a password, and an address that its issuer has verified. */
export type RegisteringIdentity = OidcIdentity & { emailVerified: boolean };

/** The readable fields, and the names of the others. */
const readFields = (
  fields: RegisterFields,
  without: string[],
): { input: Partial<RegisterInput>; unreadable: string[] } => {
  const read = Object.entries(RegisterInput.shape)
    .filter(([name]) => !without.includes(name))
    .map(([name, schema]) => ({ name, ...schema.safeParse(fields[name as keyof RegisterFields]) }));
  return {
    input: Object.fromEntries(read.flatMap(({ name, success, data }) => (success ? [[name, data]] : []))),
    unreadable: read.filter(({ success }) => !success).map(({ name }) => name),
  };
};

/** Every fault of the readable fields that can be found without looking at other accounts. */
export const decideRegistration = (
  { birthDate, country, postcode }: Partial<RegisterInput>,
  now: Date,
): RegistrationFault[] => {
  const faults: RegistrationFault[] = [];
  if (postcode === null && country !== undefined && asksPostcode(country))
    faults.push({ code: "field_invalid", field: "postcode" });
  if (country !== undefined && !isServed(country)) faults.push({ code: "country_not_served", country });
  if (birthDate !== undefined) {
    const age = ageOn(birthDate, dateIn(country ?? UNKNOWN_COUNTRY, now));
    const minimumAge = minimumAgeIn(country ?? UNKNOWN_COUNTRY);
    if (age < 0 || age > AGE_MAX) faults.push({ code: "birth_date_invalid" });
    else if (age < minimumAge) faults.push({ code: "under_age", minimumAge });
  }
  return faults;
};

class IdentityTaken extends Error {}

const verified = statement({
  text: "update player set email_verified_at = clock_timestamp() where id = $1",
  params: [uuid],
  row: {},
});

/**
 * Opens an account for an adult in a country that we serve, and mails a link that verifies the address. The email is the account's
 * name: one account each.
 * A refusal names everything that is wrong. It says openly when the email has an account; ten tries an hour and address
 * keep that from being harvested.
 * @param identity signs in instead of a password, which the account then has none of
 */
export const registerPlayer = async (
  ctx: PublicContext,
  fields: RegisterFields,
  identity: RegisteringIdentity | null = null,
): Promise<Result<{ playerId: string }, RegisterRefusal>> => {
  const free = await takeRate(REGISTER_BY_ADDRESS, clientNetwork(ctx.origin.ip));
  if (!free.ok) return free;
  const site = await takeRate(REGISTER_BY_SITE, siteNetwork(ctx.origin.ip));
  if (!site.ok) return site;
  const read = readFields(fields, identity ? ["password"] : []);
  const faults: RegistrationFault[] = [
    ...read.unreadable.map((field) => ({ code: "field_invalid", field }) as const),
    ...decideRegistration(read.input, ctx.clock.now()),
  ];
  const { email, password } = read.input;
  const reason = password && (await faultOfPassword(password, read.input));
  if (reason) faults.push({ code: "password_weak", reason });
  if (email && (await isTaken(email))) faults.push({ code: "email_taken" });
  const { currency } = read.input;
  if (currency && !(await currencyOffered(currency))) faults.push({ code: "currency_not_offered", currency });
  if (faults.length > 0) return refuse({ code: "registration_refused", faults });
  const input = read.input as RegisterInput;
  const { birthDate, country, firstName, lastName } = input;
  const person = {
    firstName,
    lastName,
    birthDate,
    email: input.email,
    postcode: input.postcode,
    mobile: null,
  };
  const known = await checkApplicant(country, person, ctx.clock.now());
  if (!known.ok) return refuse({ code: "registration_refused", faults: [known.refusal] });
  const passwordHash = identity ? "" : await hashPassword(input.password);
  const playerId = uuidv7(ctx.clock.now().getTime());
  const fault = await transaction(async (client): Promise<"not_accepted" | "email_taken" | null> => {
    const { email, displayName, country, currency, settings } = input;
    const { firstName, lastName, street, city, postcode } = input;
    const birthDate = new Date(input.birthDate);
    const person = { nameKey: nameKey(firstName, lastName), birthDate: input.birthDate, playerId };
    const duplicates = await findDuplicates(client, person);
    if (duplicates.some(({ match, excluded }) => match === "exact" && excluded)) return "not_accepted";
    const player = { id: playerId, email, passwordHash, displayName, country, currency, birthDate, settings };
    const { count } = await db(client).player.createMany({ data: player, skipDuplicates: true });
    if (count === 0) return "email_taken";
    await storePerson(client, playerId, { firstName, lastName, street, city, postcode });
    await publish(client, playerRegistered, { playerId, country, currency });
    if (identity && !(await storeIdentity(playerId, identity, client))) throw new IdentityTaken();
    if (identity?.emailVerified && identity.email === email) await verified.run([playerId], client);
    else await makeLink(client, "verify_email", { playerId, email });
    for (const found of duplicates) await openDuplicateCase(client, playerId, found.playerId, found.match);
    return null;
  });
  if (fault) return refuse({ code: "registration_refused", faults: [{ code: fault }] });
  scheduleRelay();
  return accept({ playerId });
};
