import { createHash } from "node:crypto";
import { isCurrency, money } from "#lib/core/money.ts";
import { accountFor, transfer } from "#lib/ledger/index.ts";
import { array, bpchar, int8, statement, text, uuid } from "#lib/platform/database/statement.ts";
import { transaction } from "#lib/platform/database/transaction.ts";
import { movementId } from "../payments/store.ts";
import type { ExternalMovement } from "../providers/provider.ts";

const insert = statement({
  text: `
    with fresh as (
      insert into provider_fee (provider, movement_id, amount, currency, transfer_id)
      select $1, m, a, $4, $5 from unnest($2::text[], $3::bigint[]) u (m, a)
      on conflict do nothing returning amount
    )
    select coalesce(sum(amount), 0)::bigint as total from fresh`,
  params: [text, array(text), array(int8), bpchar, uuid],
  row: { total: int8 },
});

/**
 * Books the fees of these movements, each once however often it is reported: from the operator's payment fees to the provider's clearing account, one
 * transfer for all of a currency. Fees of nothing, and of currencies that we do not keep, are left out.
 */
export const bookFees = async (provider: string, movements: readonly ExternalMovement[]): Promise<void> => {
  const charged = Map.groupBy(
    movements.filter(({ fee }) => fee !== 0n),
    // Apart by sign, so that no sum is zero.
    ({ fee, currency }) => `${currency} ${fee > 0n}`,
  );
  for (const own of charged.values()) {
    const currency = own[0]?.currency ?? "";
    if (!isCurrency(currency)) continue;
    const ids = own.map(({ id }) => id);
    const batch = createHash("sha256").update(JSON.stringify(ids)).digest("hex");
    const transferId = movementId(provider, `${currency} ${batch}`, "fees");
    await transaction(async (client) => {
      const fees = own.map(({ fee }) => fee);
      const total = (await insert.first([provider, ids, fees, currency, transferId], client))?.total ?? 0n;
      if (total === 0n) return;
      const [fee, clearing] = [
        await accountFor("payment_fees", null, currency, provider, client),
        await accountFor("deposits_clearing", null, currency, provider, client),
      ];
      const moved = await transfer(
        [
          {
            id: transferId,
            ...(total > 0n ? { debit: fee, credit: clearing } : { debit: clearing, credit: fee }),
            amount: money(currency, total > 0n ? total : -total),
            code: "payment_fee",
            reference: `fees:${provider}`,
          },
        ],
        client,
      );
      if (!moved.ok) throw new Error(`fees could not be booked: ${moved.refusal.code}`);
    });
  }
};
