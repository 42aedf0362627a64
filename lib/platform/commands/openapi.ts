import { z } from "zod";
import type { AnyCommand, AnyDefinition } from "./define.ts";
import { COMMON_STATUS } from "./http.ts";
import { mayUseToken } from "./token.ts";

type Json = Record<string, unknown>;

/** The refusals of a command and of every command of its kind, by status. */
const refusalsOf = ({
  actor,
  gate,
  idempotency,
  stepUp,
  fourEyes,
  refusals,
}: AnyDefinition): Map<number, string[]> => {
  const any = Object.keys(COMMON_STATUS).filter((code) => {
    if (code === "signed_out") return actor !== "visitor";
    if (code === "other_account") return actor === "player";
    if (code === "forbidden") return actor === "staff";
    if (code === "step_up_required") return stepUp === true;
    if (code === "approval_required") return fourEyes !== undefined;
    if (code === "player_barred") return Boolean(gate);
    if (code === "play_stopped") return gate === "bet" || gate === "play";
    return code !== "idempotency_key_reused" || idempotency === "key";
  });
  const statuses: [string, number][] = [
    ...any.map((code): [string, number] => [code, COMMON_STATUS[code as keyof typeof COMMON_STATUS]]),
    ...Object.entries(refusals),
  ];
  const byStatus = new Map<number, string[]>();
  for (const [code, status] of new Map(statuses)) {
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
};

const refusalResponse = (codes: string[]): Json => ({
  description: codes.join(", "),
  content: {
    "application/json": {
      schema: {
        type: "object",
        required: ["ok", "refusal"],
        properties: {
          ok: { const: false },
          refusal: { type: "object", required: ["code"], properties: { code: { enum: codes } } },
        },
      },
    },
  },
});

const inputSchema = (input: z.ZodType): Json => {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  return schema;
};

const operationOf = (definition: AnyDefinition): Json => ({
  operationId: definition.name,
  summary: definition.summary,
  tags: [definition.name.split(".")[0]],
  ...(definition.actor === "visitor"
    ? {}
    : { security: mayUseToken(definition) ? [{ session: [] }, { token: [] }] : [{ session: [] }] }),
  "x-kind": definition.kind,
  "x-actor": definition.actor,
  ...(definition.permission ? { "x-permission": definition.permission.name } : {}),
  ...(definition.gate ? { "x-gate": definition.gate } : {}),
  requestBody: {
    required: true,
    content: { "application/json": { schema: inputSchema(definition.input) } },
  },
  responses: {
    200: {
      description: "Done. Amounts are minor units and bigints are strings of digits; times are ISO 8601.",
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["ok", "value"],
            properties: { ok: { const: true }, value: {} },
          },
        },
      },
    },
    ...Object.fromEntries(
      [...refusalsOf(definition)]
        .sort(([a], [b]) => a - b)
        .map(([status, codes]) => [status, refusalResponse(codes)]),
    ),
  },
});

/** The OpenAPI 3.1 document of these commands. */
export const openApiOf = (commands: Iterable<AnyCommand>, url: string): Json => ({
  openapi: "3.1.0",
  info: {
    title: "Evens",
    version: "1",
    description:
      "One address for each command and query. A browser's session cookie signs in, and needs an Origin of the site; a program sends an API token instead. A refusal is expected and is one of those listed; a fault is answered with 500 and a reference.",
  },
  servers: [{ url }],
  components: {
    securitySchemes: {
      session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
      token: {
        type: "http",
        scheme: "bearer",
        description:
          "A token of one's account, evens_pat_…, for the commands that it names and those of the permissions that it names. Without a cookie; no Origin is needed.",
      },
    },
  },
  paths: Object.fromEntries(
    [...commands].map(({ definition }) => [
      `/api/v1/commands/${definition.name}`,
      { post: operationOf(definition) },
    ]),
  ),
});
