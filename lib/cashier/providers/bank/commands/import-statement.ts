import { z } from "zod";
import { accept, refuse } from "#lib/core/result.ts";
import { changed } from "#lib/platform/commands/define.ts";
import { rawText } from "#lib/platform/commands/input.ts";
import { scheduleRelay } from "#lib/platform/messaging/outbox.ts";
import { defineCommand } from "#lib/players/index.ts";
import { bankImport } from "../../../permissions.ts";
import { StatementFault, type StatementFaultCode } from "../statements/fault.ts";
import { type ImportedStatement, importStatements } from "../statements/import.ts";
import { FILE_BYTES_MAX } from "../statements/xml.ts";

type ImportRefusal = { code: "statement_refused"; reason: StatementFaultCode; detail: string };

const imported = async (file: string, staffId: string, tx: Parameters<typeof importStatements>[2]) => {
  try {
    return accept(await importStatements(Buffer.from(file), staffId, tx));
  } catch (error) {
    if (!(error instanceof StatementFault)) throw error;
    return refuse<ImportRefusal>({ code: "statement_refused", reason: error.code, detail: error.detail });
  }
};

const total = (all: readonly ImportedStatement[], of: "added" | "known"): number =>
  all.reduce((sum, each) => sum + each[of], 0);

/**
 * Imports a file of the bank: camt.052, camt.053 or camt.054. All of it is taken, or nothing, with the reason. Harmless to repeat, so that a script may send
 * whatever lies in the bank's folder.
 */
export const importStatement = defineCommand({
  name: "bank.import_statement",
  summary: "Imports a bank statement, report or notification (ISO 20022 camt). Harmless to repeat.",
  actor: "staff",
  permission: bankImport,
  input: z.object({ file: rawText(FILE_BYTES_MAX) }),
  refusals: { statement_refused: 422 },
  audit: () => ({ subject: "bank:statements" }),
  rate: { name: "bank-import", points: 600, durationSeconds: 3_600 },
  run: async ({ input: { file }, actor: { staffId }, tx, onCommit }) => {
    const result = await imported(file, staffId, tx);
    if (!result.ok) return result;
    onCommit(scheduleRelay);
    const { value } = result;
    return changed(value, {
      after: {
        statements: value.map(({ id }) => id),
        added: total(value, "added"),
        known: total(value, "known"),
      },
    });
  },
});
