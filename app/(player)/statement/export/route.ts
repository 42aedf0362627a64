import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import { csvHead, csvRecord, statementBatches } from "#lib/cashier/index.ts";
import { StatementQuery } from "#lib/cashier/schema.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import { codesOf } from "#lib/processes/index.ts";
import { contextOf, currentPlayer } from "../../../session.ts";
import { referenceText, wordLines } from "../lines.ts";

/** The player's statement as CSV (RFC 4180, UTF-8 with its mark), streamed as it is read. Takes the page's filter. */
export async function GET(request: Request): Promise<Response> {
  const player = await currentPlayer();
  if (!player) return new Response(null, { status: 401 });
  const { searchParams } = new URL(request.url);
  const asked = Object.fromEntries(["kind", "from", "to"].map((name) => [name, searchParams.get(name)]));
  const { kind, ...range } = StatementQuery.parse({ ...asked, before: null });
  const t = await getTranslations("statement.column");
  const { currency, id: playerId, settings } = player;
  const amountText = (minor: bigint) => toDecimalText(money(currency, minor));
  const encoder = new TextEncoder();

  async function* records(): AsyncGenerator<Uint8Array> {
    const head = [t("date"), t("line"), t("why"), t("amount"), t("balance"), t("currency"), t("reference")];
    yield encoder.encode(csvHead(head));
    for await (const lines of statementBatches(
      contextOf(player as NonNullable<typeof player>),
      { ...range, codes: codesOf(kind) },
      settings.timeZone,
    )) {
      const words = await wordLines(playerId, lines);
      const text = lines.map((line, index) =>
        csvRecord([
          line.at.toISOString(),
          words[index]?.text ?? "",
          words[index]?.why ?? "",
          amountText(line.amount),
          amountText(line.balanceAfter),
          currency,
          referenceText(line),
        ]),
      );
      yield encoder.encode(text.join(""));
    }
  }

  return new Response(Readable.toWeb(Readable.from(records())) as ReadableStream<Uint8Array>, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="evens-statement-${new Date().toISOString().slice(0, 10)}.csv"`,
      "cache-control": "private, no-store",
    },
  });
}
