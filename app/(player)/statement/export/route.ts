import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import { csvHead, csvRecord, statementBatches } from "#lib/cashier/index.ts";
import { StatementQuery } from "#lib/cashier/schema.ts";
import { money, toDecimalText } from "#lib/core/money.ts";
import { takeRate } from "#lib/platform/http/rate-limit.ts";
import type { SignedInPlayer } from "#lib/players/schema.ts";
import { codesOf } from "#lib/processes/index.ts";
import { contextOf, currentPlayer } from "../../../session.ts";
import { referenceText, wordLines } from "../lines.ts";
import { statementPdf } from "./pdf.ts";

const PDF_RATE = { name: "statement-pdf", points: 20, durationSeconds: 600 };

const attached = (type: string, ending: string) => ({
  headers: {
    "content-type": type,
    "content-disposition": `attachment; filename="evens-statement-${new Date().toISOString().slice(0, 10)}.${ending}"`,
    "cache-control": "private, no-store",
  },
});

/** The document; back to the page, which says why, where the period has too many lines for one. */
const asPdf = async (player: SignedInPlayer, searchParams: URLSearchParams, query: StatementQuery) => {
  const free = await takeRate(PDF_RATE, player.id);
  if (!free.ok)
    return new Response(null, {
      status: 429,
      headers: { "retry-after": String(free.refusal.retryAfterSeconds) },
    });
  const pdf = await statementPdf(player, query);
  if (pdf) return new Response(new Uint8Array(pdf), attached("application/pdf", "pdf"));
  searchParams.set("format", "too-long");
  const location = `/statement?${searchParams}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
};

/**
 * The player's statement, by the page's filter: as CSV (RFC 4180, UTF-8 with its mark), streamed as it is read, or with `format=pdf` as a
 * document.
 */
export async function GET(request: Request): Promise<Response> {
  const player = await currentPlayer();
  if (!player) return new Response(null, { status: 401 });
  const { searchParams } = new URL(request.url);
  const asked = Object.fromEntries(["kind", "from", "to"].map((name) => [name, searchParams.get(name)]));
  const query = StatementQuery.parse({ ...asked, before: null });
  if (searchParams.get("format") === "pdf") return asPdf(player, searchParams, query);
  const { kind, ...range } = query;
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

  return new Response(
    Readable.toWeb(Readable.from(records())) as ReadableStream<Uint8Array>,
    attached("text/csv; charset=utf-8", "csv"),
  );
}
