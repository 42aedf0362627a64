import type { Route } from "next";
import { getFormatter, getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { Panel, PanelHead } from "#components/ui/panel.tsx";
import type { CryptoDepositView } from "#lib/cashier/schema.ts";

const TONE: Record<CryptoDepositView["state"], string> = {
  seen: "text-muted",
  confirming: "text-muted",
  final: "text-muted",
  credited: "text-up",
  suspended: "text-ink",
  dropped: "text-down",
  reversed: "text-down",
};

/** How far through its confirmations a deposit is. */
const Progress = ({ deposit, text }: { deposit: CryptoDepositView; text: string }) => {
  const { confirmations, needed } = deposit;
  if (needed === null) return null;
  return (
    <div className="mt-2 grid gap-1">
      <progress
        aria-label={text}
        value={Math.min(confirmations, needed)}
        max={needed}
        className="h-1.5 w-full overflow-hidden rounded-full accent-accent"
      />
      <p className="figures text-muted text-xs">{text}</p>
    </div>
  );
};

/** What has arrived from chains, with how far each is. */
export const DepositList = async ({
  deposits,
  timeZone,
}: {
  deposits: readonly CryptoDepositView[];
  timeZone: string;
}) => {
  const [t, format] = await Promise.all([getTranslations("crypto.deposits"), getFormatter()]);
  return (
    <Panel>
      <PanelHead title={t("title")} />
      {deposits.length === 0 ? (
        <p className="p-4 text-muted text-sm">{t("none")}</p>
      ) : (
        <ul className="divide-y divide-line" aria-live="polite">
          {deposits.map((deposit) => {
            const { id, asset, amount, network, state, at, confirmations, needed, link, paymentId, txHash } =
              deposit;
            const waits = state === "seen" || state === "confirming";
            const count = t("count", { count: Math.min(confirmations, needed ?? 0), needed: needed ?? 0 });
            return (
              <li key={id} className="p-4">
                <div className="flex items-baseline justify-between gap-4">
                  <p className="figures font-semibold">{asset ? `${amount} ${asset}` : t("unknown")}</p>
                  <p className={`font-medium text-sm ${TONE[state]}`}>{t(`state.${state}`)}</p>
                </div>
                <p className="mt-1 text-muted text-sm">{t(`text.${state}`)}</p>
                {waits && <Progress deposit={deposit} text={count} />}
                <p className="figures mt-2 flex flex-wrap gap-x-3 gap-y-1 text-muted text-xs">
                  <span>{network}</span>
                  <time dateTime={at.toISOString()}>
                    {format.dateTime(at, { dateStyle: "medium", timeStyle: "short", timeZone })}
                  </time>
                  {link ? (
                    <a
                      href={link}
                      rel="noreferrer noopener"
                      target="_blank"
                      className="text-accent-text hover:underline"
                    >
                      {t("transaction")}
                    </a>
                  ) : (
                    <span
                      className="font-mono"
                      title={txHash}
                    >{`${txHash.slice(0, 10)}…${txHash.slice(-6)}`}</span>
                  )}
                  {paymentId && (
                    <PageLink
                      href={`/cashier/payments/${paymentId}` as Route}
                      className="text-accent-text hover:underline"
                    >
                      {t("payment")}
                    </PageLink>
                  )}
                </p>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
};
