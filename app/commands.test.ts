import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { AnyCommand } from "#lib/platform/commands/define.ts";
import { answerCommand } from "#lib/platform/commands/http.ts";
import { openApiOf } from "#lib/platform/commands/openapi.ts";
import { mayUseToken } from "#lib/platform/commands/token.ts";
import { may, type Permission, STAFF_ROLES, type StaffRole } from "#lib/platform/permission.ts";

const SITE = "http://localhost:3000";
process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";
process.env.AUTH_SECRET ??= "test-secret-test-secret-test-secret";
process.env.PUBLIC_URL = SITE;
process.env.LOG_LEVEL = "silent";

let commands: AnyCommand[];
beforeAll(async () => {
  commands = [...(await import("./commands.ts")).COMMANDS.values()];
  // It loads every module, which takes long on a busy machine.
}, 60_000);

type Session = {
  kind: string;
  id: string;
  sessionId: string;
  fresh: boolean;
  currency?: string;
  roles?: StaffRole[];
};

const player = (id: string = randomUUID()): Session => ({
  kind: "player",
  id,
  sessionId: randomUUID(),
  fresh: true,
  currency: "EUR",
});
const staff = (...roles: StaffRole[]): Session => ({
  kind: "staff",
  id: randomUUID(),
  sessionId: randomUUID(),
  fresh: true,
  roles,
});

let requests = 0;

/** What a command's address answers to this session, for input that no command takes: `invalid_input` to who may run it. */
const asked = async (
  command: AnyCommand,
  session: Session | null,
  {
    origin = SITE as string | null,
    body = "null",
    scopes = null as string[] | null,
    headers: more = {} as Record<string, string>,
  } = {},
): Promise<{ status: number; code: string }> => {
  requests += 1;
  const headers = new Headers({
    "content-type": "application/json",
    "x-forwarded-for": `10.${requests >> 16}.${(requests >> 8) & 255}.${requests & 255}`,
  });
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  if (scopes) headers.set("authorization", "Bearer evens_pat_test");
  else if (origin !== null) headers.set("origin", origin);
  const request = new Request(`${SITE}/api/v1/commands/${command.definition.name}`, {
    method: "POST",
    headers,
    body,
  });
  const answer = await answerCommand(
    command,
    request,
    { session: async () => session, holderOf: async () => (scopes && session ? { session, scopes } : null) },
    SITE,
  );
  const { refusal } = (await answer.json()) as { refusal: { code: string } };
  return { status: answer.status, code: refusal.code };
};

const ALLOWED = { status: 400, code: "invalid_input" };
const SIGNED_OUT = { status: 401, code: "signed_out" };
const FORBIDDEN = { status: 403, code: "forbidden" };

describe("every command, over its HTTP address", () => {
  const table = async (session: () => Session | null) =>
    Promise.all(
      commands.map(async (command) => [command.definition.name, await asked(command, session())] as const),
    );
  const expected = (answer: (definition: AnyCommand["definition"]) => object) =>
    commands.map(({ definition }) => [definition.name, answer(definition)] as const);

  it("is closed to visitors, unless it is for them", async () => {
    expect(await table(() => null)).toEqual(
      expected(({ actor }) => (actor === "visitor" ? ALLOWED : SIGNED_OUT)),
    );
  });

  it("is open to a player, unless it is for staff", async () => {
    expect(await table(() => player())).toEqual(
      expected(({ actor }) => (actor === "staff" ? FORBIDDEN : ALLOWED)),
    );
  });

  it.each([...STAFF_ROLES.map((role) => [role]), []])(
    "is for staff of the role %s what the role grants",
    async (...roles: StaffRole[]) => {
      expect(await table(() => staff(...roles))).toEqual(
        expected(({ actor, permission }) => {
          if (actor === "player") return SIGNED_OUT;
          return actor === "visitor" || may({ roles }, permission as Permission) ? ALLOWED : FORBIDDEN;
        }),
      );
    },
  );

  it("is closed to other sites, and to clients that do not say where they come from", async () => {
    for (const origin of ["https://evil.example", "null", null])
      for (const command of commands)
        for (const session of [null, player(), staff("administrator")])
          expect([command.definition.name, await asked(command, session, { origin })]).toEqual([
            command.definition.name,
            { status: 403, code: "foreign_origin" },
          ]);
  });

  it("is closed to a page that was made for another player", async () => {
    for (const command of commands.filter(({ definition }) => definition.actor === "player"))
      expect(await asked(command, player(), { body: `{"account":"${randomUUID()}"}` })).toEqual({
        status: 409,
        code: "other_account",
      });
  });
});

describe("every command, with an API token", () => {
  const OUT_OF_SCOPE = { status: 403, code: "out_of_scope" };
  const everyScope = () =>
    commands.flatMap(({ definition: { name, permission } }) =>
      permission ? [name, permission.name] : [name],
    );

  it("is what the session's rights and the token's scopes both allow, without an Origin", async () => {
    const sessions = [player(), ...STAFF_ROLES.map((role) => staff(role)), staff()];
    for (const session of sessions)
      for (const command of commands) {
        const { definition } = command;
        // A fresh session is worth no more by a token. Each call has an account of its own, for the rate limit counts by account.
        const other = { ...session, id: randomUUID(), sessionId: randomUUID() };
        const whole = await asked(command, other, { scopes: everyScope() });
        const expected = () => {
          if (!mayUseToken(definition)) return OUT_OF_SCOPE;
          if (definition.actor === "player") return session.kind === "player" ? ALLOWED : SIGNED_OUT;
          const allowed =
            session.kind === "staff" &&
            may({ roles: session.roles ?? [] }, definition.permission as Permission);
          return allowed ? ALLOWED : FORBIDDEN;
        };
        expect([definition.name, session.roles, whole]).toEqual([definition.name, session.roles, expected()]);
      }
  });

  it("is closed to a token that names something else, to an unknown token, and beside a cookie", async () => {
    for (const command of commands) {
      const { name, permission } = command.definition;
      const others = everyScope().filter((scope) => scope !== name && scope !== permission?.name);
      const session = command.definition.actor === "staff" ? staff("administrator") : player();
      expect([name, await asked(command, session, { scopes: others })]).toEqual([name, OUT_OF_SCOPE]);
      expect([name, await asked(command, null, { scopes: [name] })]).toEqual([name, SIGNED_OUT]);
      expect(await asked(command, session, { scopes: [name], headers: { cookie: "a=b" } })).toEqual({
        status: 400,
        code: "cookie_with_token",
      });
    }
  });

  it("never changes how an account is held", () => {
    const closed = commands.filter(({ definition }) => !mayUseToken(definition));
    const names = closed.map(({ definition: { name } }) => name);
    for (const { definition } of commands) if (definition.stepUp) expect(names).toContain(definition.name);
    for (const name of ["session.step_up", "account.step_up", "totp.remove", "player.change_password"])
      expect(names).toContain(name);
  });
});

describe("the definitions", () => {
  it("are those of every command file, and nothing beside them", () => {
    const files = globSync("lib/**/commands/*.ts", { exclude: ["**/*.test.ts", "lib/platform/**"] });
    const names = files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^ {2}name: "([^"]+)"/gm)].map(([, name = ""]) => name),
    );
    expect(commands.map(({ definition }) => definition.name).sort()).toEqual(names.sort());
    for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z_]+$/);
  });

  it("name permissions that a module registers, and an audit row for everything that staff change", async () => {
    const permissions = (await import("#lib/processes/index.ts")).registered("permissions");
    for (const { definition } of commands.filter(({ definition: { actor } }) => actor === "staff")) {
      expect(permissions).toContain(definition.permission);
      if (definition.kind === "command") expect([definition.name, definition.audit]).not.toContain(undefined);
    }
  });

  it("ask the gate before they run, but for those whose own tests show that they ask it after their key", () => {
    const own = commands.filter(({ definition: { gate, idempotency } }) => gate && idempotency === "own");
    expect(own.map(({ definition }) => definition.name).sort()).toEqual([
      "bet.edit",
      "bet.place",
      "cashier.deposit",
      "cashier.withdraw",
    ]);
  });

  it("are what the server actions are made of", () => {
    // Registering and signing out go on to next-auth.
    for (const file of globSync("app/**/actions.ts", { exclude: ["app/(auth)/**"] })) {
      const exported = [...readFileSync(file, "utf8").matchAll(/^export .*/gm)].map(([line]) => line);
      expect(exported.length).toBeGreaterThan(0);
      for (const line of exported)
        expect([file, line]).toEqual([
          file,
          expect.stringMatching(/^export const \w+ = (serverAction|formAction)\(/),
        ]);
    }
  });
});

describe("the OpenAPI document", () => {
  type Operation = {
    operationId: string;
    requestBody: { content: { "application/json": { schema: Parameters<typeof z.fromJSONSchema>[0] } } };
    responses: Record<string, { description: string }>;
  };
  const operations = () => {
    const document = JSON.parse(JSON.stringify(openApiOf(commands, SITE))) as {
      openapi: string;
      info: { title: string; version: string };
      paths: Record<string, { post: Operation }>;
    };
    return { document, paths: Object.entries(document.paths) };
  };

  it("lists every command at its address", () => {
    const { document, paths } = operations();
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Evens", version: "1" } });
    expect(paths.map(([path, { post }]) => [path, post.operationId])).toEqual(
      commands.map(({ definition: { name } }) => [`/api/v1/commands/${name}`, name]),
    );
  });

  it("describes each input by a schema that reads what the command reads", () => {
    const samples = [null, {}, { betId: randomUUID() }, { eventIds: [] }, { amount: 5 }, []];
    for (const [path, { post }] of operations().paths) {
      const described = z.fromJSONSchema(post.requestBody.content["application/json"].schema);
      const command = commands.find(({ definition }) => path.endsWith(`/${definition.name}`));
      // What only code can check, such as an amount, is left to the command.
      for (const sample of samples)
        if (command?.definition.input.safeParse(sample).success)
          expect([path, sample, described.safeParse(sample).success]).toEqual([path, sample, true]);
      expect([path, described.safeParse(null).success]).toEqual([path, false]);
    }
  });

  it("names each refusal with its status", () => {
    for (const [path, { post }] of operations().paths) {
      const definition = commands.find(({ definition: { name } }) => path.endsWith(`/${name}`))?.definition;
      for (const [code, status] of Object.entries(definition?.refusals ?? {}))
        expect(post.responses[status]?.description.split(", ")).toContain(code);
      expect(post.responses[500]?.description).toBe("fault");
      expect(Boolean(post.responses[401])).toBe(definition?.actor !== "visitor");
    }
  });
});
