import "server-only";
import { getLocale, getTranslations } from "next-intl/server";
import type { z } from "zod";
import { EMPTY_FORM, type FormState, STEP_UP_FIELD, STEP_UP_PASSKEY_FIELD } from "#components/forms/state.ts";
import { formFields } from "#lib/platform/commands/action.ts";
import type { Command } from "#lib/platform/commands/define.ts";
import type { ActionRefusal, ActionResult } from "#lib/platform/schema.ts";
import { askedFactors, playerCommands } from "#lib/players/index.ts";
import { serverAction } from "./action.ts";
import { currentSession } from "./session.ts";

/** Where a refusal is shown: at a field, or above the form. */
export type Worded = { field?: string; text: string };

const SECRET = /password|current|^stepUp/i;

const valuesOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    Object.entries(formFields(form)).flatMap(([name, value]) =>
      SECRET.test(name)
        ? []
        : typeof value === "string"
          ? [[name, value]]
          : value.map((each, index) => [`${name}.${index}`, each]),
    ),
  );

/** What a form asks the account of this session for as a fresh proof; null where it has nothing to be asked for. */
const stepUpAsked = async (error: string | null = null): Promise<FormState["stepUp"]> => {
  const session = await currentSession();
  const asked = session && (await askedFactors(session));
  if (!asked?.passkey && !asked?.typed) return null;
  const t = await getTranslations("auth");
  const { passkey, typed } = asked;
  return {
    title: t("stepUp.title"),
    error,
    typed: typed && { kind: typed, label: t(`stepUp.${typed}`) },
    passkey: passkey && {
      options: passkey,
      label: t("passkey.confirm"),
      failed: t("passkey.failed"),
    },
  };
};

/** Gives the answer that came with a form to the account's factor. What the form shows when it is wrong; null when it is right. */
const proved = async (previous: FormState, form: FormData): Promise<FormState | null> => {
  const passkey = form.get(STEP_UP_PASSKEY_FIELD);
  const answer = passkey || form.get(STEP_UP_FIELD);
  if (typeof answer !== "string" || answer === "") return null;
  const session = await currentSession();
  const send =
    session?.kind === "staff"
      ? serverAction(playerCommands.stepUpStaffCommand)
      : serverAction(playerCommands.stepUpCommand);
  const factor = passkey ? "passkey" : String(form.get(`${STEP_UP_FIELD}.kind`) ?? "");
  const result = await send({ factor, answer });
  if (result.ok) return null;
  const t = await getTranslations("auth.stepUp");
  const { refusal } = result;
  const error =
    refusal.code === "too_many_requests"
      ? t("wait", { wait: await waitText(refusal.retryAfterSeconds) })
      : t(factor === "password" ? "wrong" : factor === "passkey" ? "wrongPasskey" : "wrongCode");
  const answered = { values: valuesOf(form), answer: previous.answer + 1 };
  return { ...EMPTY_FORM, ...answered, stepUp: await stepUpAsked(error) };
};

const COMMON = new Set<ActionRefusal["code"]>([
  "foreign_origin",
  "idempotency_key_reused",
  "signed_out",
  "other_account",
  "forbidden",
  "too_many_requests",
  "fault",
]);

const isCommon = (refusal: {
  code: string;
}): refusal is Exclude<ActionRefusal, { code: "invalid_input" | "step_up_required" | "approval_required" }> =>
  COMMON.has(refusal.code as ActionRefusal["code"]);

const LONG_SECONDS = 90;

/** "45 seconds", "15 minutes", in the viewer's language; rounded up, so that the wait is over by then. */
export const waitText = async (seconds: number): Promise<string> => {
  const [unit, count] =
    seconds > LONG_SECONDS ? (["minute", Math.ceil(seconds / 60)] as const) : (["second", seconds] as const);
  return new Intl.NumberFormat(await getLocale(), { style: "unit", unit, unitDisplay: "long" }).format(count);
};

/**
 * Turns an action's answer into what the form shows.
 * @param fieldText words a field whose content did not pass, by its name
 * @param refusalText words the command's own refusals, one text for each thing that is wrong
 */
export const formState = async <Value, Refusal extends { code: string }>(
  previous: FormState,
  form: FormData,
  result: ActionResult<Value, Refusal>,
  words: {
    field: (name: string) => string;
    refusal: (refusal: Exclude<Refusal, ActionRefusal>) => Worded | Worded[];
    done?: (value: Value) => string;
  },
): Promise<FormState> => {
  const state: FormState = {
    // Accepted values are read again with the page; rejected ones stay in the form to be corrected.
    values: result.ok ? {} : valuesOf(form),
    errors: {},
    error: null,
    done: null,
    stepUp: null,
    challenge: null,
    answer: previous.answer + 1,
  };
  if (result.ok) return { ...state, done: words.done?.(result.value) ?? null };
  const { refusal } = result;
  if (refusal.code === "invalid_input" && "issues" in refusal) {
    const errors = Object.fromEntries(
      refusal.issues.map(({ path }) => [path, words.field(path.split(".")[0] ?? path)]),
    );
    return { ...state, errors };
  }
  if (refusal.code === "step_up_required") {
    const stepUp = await stepUpAsked();
    return stepUp
      ? { ...state, stepUp }
      : { ...state, error: (await getTranslations("problem"))("no_factor") };
  }
  if (refusal.code === "approval_required")
    return { ...state, done: (await getTranslations("problem"))("approval_required") };
  if (isCommon(refusal)) {
    const t = await getTranslations("problem");
    switch (refusal.code) {
      case "too_many_requests":
        return {
          ...state,
          error: t("too_many_requests", { wait: await waitText(refusal.retryAfterSeconds) }),
        };
      case "fault":
        return { ...state, error: t("fault", { reference: refusal.reference }) };
      default:
        return { ...state, error: t(refusal.code) };
    }
  }
  const worded = [words.refusal(refusal as Exclude<Refusal, ActionRefusal>)].flat();
  return {
    ...state,
    errors: Object.fromEntries(worded.flatMap(({ field, text }) => (field ? [[field, text]] : []))),
    error: worded.find(({ field }) => !field)?.text ?? null,
  };
};

/** The arguments of a form's action. Pages send a state and a form, other clients anything. */
export const formArguments = <State extends FormState>(
  previous: State,
  form: FormData,
): [State, FormData] => [
  Number.isSafeInteger((previous as State | null)?.answer) ? previous : (EMPTY_FORM as State),
  form instanceof FormData ? form : new FormData(),
];

type Texts<Value, Refusal, Extra> = {
  field: (name: string) => string;
  refusal: (refusal: Exclude<Refusal, ActionRefusal>) => Worded | Worded[];
  done?: (value: Value) => string;
  extra?: Extra;
};

/**
 * The server action of a command for a form, which also works before any script has loaded.
 * @param answer words the result, refreshes what it changed, and says what else the form shows
 * @param prepare turns what people typed into what the command takes
 */
export const formAction =
  <
    Input extends z.ZodType,
    Actor,
    Value,
    Refusal extends { code: string },
    Extra extends object = Record<never, never>,
  >(
    command: Command<Input, Actor, Value, Refusal>,
    answer: (result: ActionResult<Value, Refusal>, form: FormData) => Promise<Texts<Value, Refusal, Extra>>,
    prepare?: (form: FormData) => Promise<void>,
  ) =>
  async (...sent: [previous: FormState & Extra, form: FormData]): Promise<FormState & Extra> => {
    const [previous, form] = formArguments(...sent);
    const unproved = await proved(previous, form);
    if (unproved) return { ...previous, ...unproved };
    await prepare?.(form);
    const result = await serverAction(command)(form);
    const { extra, ...words } = await answer(result, form);
    return { ...(await formState(previous, form, result, words)), ...extra } as FormState & Extra;
  };
