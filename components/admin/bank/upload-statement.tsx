import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { Translate } from "../names.ts";

type Query = Record<string, string | string[] | undefined>;

/** What became of the file that was just sent. */
function UploadAnswer({ t, query, faults }: { t: Translate; query: Query; faults: readonly string[] }) {
  const one = (name: string) => [query[name] ?? []].flat()[0] ?? "";
  const answer = one("upload");
  if (answer === "") return null;
  if (answer === "done")
    return (
      <Notice live="polite" tone="good">
        {t("bank.upload.done", { added: Number(one("added")) || 0, known: Number(one("known")) || 0 })}
      </Notice>
    );
  const fault = faults.find((code) => code === one("reason"));
  const text =
    answer === "refused" && fault
      ? t("bank.upload.refused", { reason: t(`bank.fault.${fault}`), detail: one("detail") })
      : t(
          `bank.upload.${["missing", "forbidden", "too_many_requests"].includes(answer) ? answer : "failed"}`,
        );
  return (
    <Notice live="assertive" tone="bad">
      {text}
    </Notice>
  );
}

/** Sends a file of the bank: a plain form, which works without scripts. */
export function UploadStatement({
  t,
  account,
  query,
  faults,
}: {
  t: Translate;
  account: string;
  query: Query;
  faults: readonly string[];
}) {
  return (
    <div className="grid gap-3">
      <UploadAnswer faults={faults} query={query} t={t} />
      <form
        action="/admin/payments/bank/statements"
        className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto]"
        encType="multipart/form-data"
        method="post"
      >
        <input name="account" type="hidden" value={account} />
        <TextField
          accept=".xml,application/xml,text/xml"
          className="py-2 text-sm file:mr-3 file:rounded-sm file:border-0 file:bg-raised file:px-2.5 file:py-1 file:text-ink"
          hint={t("bank.upload.hint")}
          label={t("bank.upload.file")}
          name="file"
          required
          type="file"
        />
        <Button className="sm:mt-6" kind="primary" type="submit">
          {t("bank.upload.submit")}
        </Button>
      </form>
    </div>
  );
}
