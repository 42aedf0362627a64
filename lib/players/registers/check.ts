import type pg from "pg";
import { Counter } from "prom-client";
import { uuidv7 } from "#lib/core/id.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { db } from "#lib/platform/database/db.ts";
import { bool, bpchar, nullable, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { publish, scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { log } from "#lib/platform/observability/log.ts";
import { registry } from "#lib/platform/observability/metrics.ts";
import type { ExclusionRegisterRefusal } from "../errors.ts";
import { playerUnblocked } from "../events.ts";
import { excludePlayer } from "../exclusion/exclude.ts";
import { policyFor } from "../jurisdictions/index.ts";
import type { ExclusionRegister } from "../jurisdictions/policy.ts";
import { registerOf } from "./configured.ts";
import { type RegisterAnswer, type RegisterPerson, RegisterUnavailable } from "./register.ts";

export type Occasion = "registration" | "sign_in" | "deposit" | "daily";

type Checked = RegisterAnswer["answer"] | "details_missing" | "unavailable";

/** Alert on `answer="unavailable"`: residents of that register's countries are kept out meanwhile. */
const checks = new Counter({
  name: "evens_register_checks_total",
  help: "Questions to registers of excluded people, by register and answer",
  labelNames: ["register", "answer"] as const,
  registers: [registry],
});

const ask = async (
  id: ExclusionRegister,
  person: RegisterPerson,
): Promise<{ answer: Checked; reference: string | null }> => {
  try {
    const register = await registerOf(id);
    if (!register) throw new RegisterUnavailable("the register is not set up");
    if (register.needs.some((field) => !person[field])) return { answer: "details_missing", reference: null };
    const [answer] = await register.ask([person]);
    if (!answer) throw new RegisterUnavailable("the register gave no answer");
    return answer;
  } catch (error) {
    if (!(error instanceof RegisterUnavailable)) throw error;
    log.error(
      { err: error, register: id },
      "a register of excluded people cannot be asked: its countries are closed",
    );
    return { answer: "unavailable", reference: null };
  }
};

const record = async (
  register: ExclusionRegister,
  occasion: Occasion,
  { answer, reference }: { answer: Checked; reference: string | null },
  playerId: string | null,
  tx?: pg.PoolClient,
): Promise<void> => {
  checks.inc({ register, answer });
  await db(tx).registerCheck.create({
    data: { id: uuidv7(), register, occasion, playerId, answer, reference },
    select: { id: true },
  });
};

const state = `
  select exists (
           select from player_exclusion x
            where x.player_id = p.id and x.kind = 'register' and x.source = $2
              and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)) as excluded
    from player p where p.id = $1`;
const look = statement({ text: state, params: [uuid, text], row: { excluded: bool } });
const hold = statement({ text: `${state} for no key update`, params: [uuid, text], row: { excluded: bool } });

// Only the register ends what it began.
const end = statement({
  text: `
    insert into player_exclusion_end (exclusion_id, ends_at, ended_by, reason)
    select x.id, now(), $2, 'the register answered ' || $3 from player_exclusion x
     where x.player_id = $1 and x.kind = 'register' and x.source = $2
       and not exists (select from player_exclusion_end e where e.exclusion_id = x.id)
    on conflict (exclusion_id) do nothing`,
  params: [uuid, text, text],
  row: {},
});

/** Keeps what a register said about a player: a hit excludes, at once and until the register says otherwise. */
const apply = async (
  playerId: string,
  register: ExclusionRegister,
  occasion: Occasion,
  answered: { answer: Checked; reference: string | null },
): Promise<void> => {
  const isHit = answered.answer === "excluded";
  // Almost always: nothing changes, and nobody waits.
  if (!isHit && !(await look.first([playerId, register]))?.excluded)
    return record(register, occasion, answered, playerId);
  await transaction(async (tx) => {
    const excluded = (await hold.first([playerId, register], tx))?.excluded ?? false;
    await record(register, occasion, answered, playerId, tx);
    const { answer } = answered;
    if (answer === "excluded" && !excluded)
      await excludePlayer(tx, playerId, { kind: "register", length: null, source: register });
    if (excluded && (answer === "clear" || answer === "formerly_excluded")) {
      await end.run([playerId, register, answer], tx);
      await publish(tx, playerUnblocked, { playerId });
    }
  });
  scheduleRelay();
};

const personOf = statement({
  text: `
    select p.email, p.country, to_char(p.birth_date, 'YYYY-MM-DD') as "birthDate", v.first_name as "firstName", v.last_name as "lastName", v.postcode
      from player p left join player_person v on v.player_id = p.id
     where p.id = $1`,
  params: [uuid],
  row: {
    email: text,
    country: bpchar,
    birthDate: text,
    firstName: nullable(text),
    lastName: nullable(text),
    postcode: nullable(text),
  },
});

/**
 * Asks the register of the player's jurisdiction, if it has one. A hit excludes the player; the answer "clear" ends what this register
 * had excluded. Refuses while it cannot be asked; at a deposit also where we know too little of the player to ask.
 */
export const checkRegister = async (
  playerId: string,
  occasion: Occasion,
  now: Date,
): Promise<Result<null, ExclusionRegisterRefusal>> => {
  const found = await personOf.first([playerId]);
  if (!found) return accept(null);
  const { country, ...person } = found;
  const { register } = policyFor(country, now).selfExclusion;
  if (!register) return accept(null);
  const answered = await ask(register, { ...person, mobile: null });
  await apply(playerId, register, occasion, answered);
  if (answered.answer === "unavailable") return refuse({ code: "register_unavailable" });
  return answered.answer === "details_missing" && occasion === "deposit"
    ? refuse({ code: "register_details_missing" })
    : accept(null);
};

/** The same for somebody who has no account yet: whether they may open one. */
export const checkApplicant = async (
  country: string,
  person: RegisterPerson,
  now: Date,
): Promise<Result<null, { code: "register_unavailable" } | { code: "excluded_by_register" }>> => {
  const { register } = policyFor(country, now).selfExclusion;
  if (!register) return accept(null);
  const answered = await ask(register, person);
  await record(register, "registration", answered, null);
  if (answered.answer === "excluded") return refuse({ code: "excluded_by_register" });
  return answered.answer === "clear" || answered.answer === "formerly_excluded"
    ? accept(null)
    : refuse({ code: "register_unavailable" });
};
