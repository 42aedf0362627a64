import { getTranslations } from "next-intl/server";
import { Submit } from "#components/forms/fields.tsx";
import { issuers } from "#lib/players/index.ts";
import { continueWith } from "./actions.ts";

/** Signs in, or begins to register, with an identity elsewhere: a button for each issuer of the site. */
export const ContinueWith = async ({ next, orBelow = false }: { next: string; orBelow?: boolean }) => {
  if (issuers().length === 0) return null;
  const t = await getTranslations("auth");
  return (
    <>
      <div className={orBelow ? "grid gap-3" : "mt-3 grid gap-3"}>
        {issuers().map(({ id, name }) => (
          <form key={id} action={continueWith}>
            <input type="hidden" name="issuerId" value={id} />
            <input type="hidden" name="next" value={next} />
            <Submit kind="outline" size="lg" className="w-full">
              {t("oidc.continue", { name })}
            </Submit>
          </form>
        ))}
      </div>
      {orBelow && <Or />}
    </>
  );
};

/** Between two ways to do the same. */
export const Or = async () => (
  <p className="my-4 flex items-center gap-3 text-muted text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    {(await getTranslations("auth"))("passkey.or")}
  </p>
);
