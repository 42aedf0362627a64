import type { FormAction } from "#components/forms/form.tsx";
import type { StaffChain } from "#lib/cashier/schema.ts";
import type { Format } from "../format.ts";
import type { Translate } from "../names.ts";
import { Panel, Stat } from "../panel.tsx";
import { Decide } from "./review-list.tsx";

const EUR = "EUR";

const Wallet = ({
  wallet,
  cap,
  t,
  format,
}: {
  wallet: StaffChain["wallets"][number];
  cap: bigint | null;
  t: Translate;
  format: Format;
}) => {
  const total = wallet.holdings?.reduce((sum, { value }) => sum + (value ?? 0n), 0n) ?? 0n;
  return (
    <div className="grid gap-1">
      <h3 className="font-medium text-sm">{t(`chain.${wallet.name}`)}</h3>
      <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{wallet.address}</p>
      {wallet.holdings === null ? (
        <p className="text-down text-sm">{t("chain.noBalance")}</p>
      ) : (
        <dl className="grid gap-1 text-sm">
          {wallet.holdings.map(({ asset, text, value }) => (
            <div key={asset} className="figures flex justify-between gap-4">
              <dt>{`${text} ${asset}`}</dt>
              <dd className="text-muted">{value === null ? "–" : format.money(value, EUR)}</dd>
            </div>
          ))}
        </dl>
      )}
      {cap !== null && total > cap && (
        <p className="text-down text-sm">{t("chain.aboveCap", { amount: format.money(cap, EUR) })}</p>
      )}
    </div>
  );
};

/** One chain: where its scanner and signer are, what the wallets hold, and what of the caps is used. */
export const ChainPanel = ({
  chain,
  resume,
  t,
  format,
}: {
  chain: StaffChain;
  resume: FormAction;
  t: Translate;
  format: Format;
}) => {
  const { caps, halted } = chain;
  const lag = chain.head > chain.height ? chain.head - chain.height : 0n;
  const runs = (on: boolean) => t(on ? "chain.running" : "chain.down");
  return (
    <Panel
      title={chain.name}
      aside={
        halted ? (
          <span className="text-down">{t("chain.halted", { reason: t(`chain.reason.${halted}`) })}</span>
        ) : null
      }
    >
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 2xl:grid-cols-4">
        <Stat
          label={t("chain.scanner")}
          value={runs(chain.scanning)}
          tone={chain.scanning ? undefined : "down"}
        />
        <Stat
          label={t("chain.signer")}
          value={runs(chain.signing)}
          tone={chain.signing ? undefined : "down"}
        />
        <Stat
          label={t("chain.height")}
          value={chain.height.toString()}
          note={t("chain.lag", { count: Number(lag) })}
          tone={chain.late || lag > 50n ? "down" : undefined}
        />
        <Stat
          label={t("chain.final")}
          value={chain.finalHeight.toString()}
          note={chain.scannedAt ? t("chain.read", { time: format.clock(chain.scannedAt) }) : undefined}
        />
        <Stat label={t("chain.open")} value={String(chain.openDeposits)} />
        <Stat
          label={t("chain.hour")}
          value={format.money(chain.signedLastHour, EUR)}
          note={t("chain.ofCap", { cap: format.money(caps.perHour, EUR) })}
        />
        <Stat label={t("chain.perTransfer")} value={format.money(caps.perTransfer, EUR)} />
        <Stat label={t("chain.hotCap")} value={format.money(caps.hot, EUR)} />
      </dl>
      {halted && (
        <div className="mt-4 border-t pt-4">
          <Decide id={String(chain.chainId)} name="chainId" action={resume} label={t("chain.resume")} t={t} />
        </div>
      )}
      <div className="mt-4 grid gap-4 border-t pt-4 md:grid-cols-2">
        {chain.wallets.map((wallet) => (
          <Wallet
            key={wallet.name}
            wallet={wallet}
            cap={wallet.name === "hot" ? caps.hot : null}
            t={t}
            format={format}
          />
        ))}
      </div>
    </Panel>
  );
};
