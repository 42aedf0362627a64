import "server-only";
import { codesLeft, passkeysOf, totpOf } from "#lib/players/index.ts";
import type { SignedInStaff } from "#lib/players/schema.ts";
import {
  addStaffPasskeyForm,
  beginStaffPasskeyForm,
  beginStaffTotpForm,
  confirmStaffTotpForm,
  removeStaffPasskeyForm,
  removeStaffTotpForm,
  renameStaffPasskeyForm,
  renewStaffRecoveryCodesForm,
} from "../(auth)/set-up-sign-in/actions.ts";
import { PasskeysPanel } from "./passkeys-panel.tsx";
import { RecoveryPanel } from "./recovery-panel.tsx";
import { TotpPanel } from "./totp-panel.tsx";

const PASSKEYS = {
  begin: beginStaffPasskeyForm,
  add: addStaffPasskeyForm,
  rename: renameStaffPasskeyForm,
  remove: removeStaffPasskeyForm,
};
const TOTP = { begin: beginStaffTotpForm, confirm: confirmStaffTotpForm, remove: removeStaffTotpForm };

/** The passkeys and the authenticator app of a member of staff. */
export const StaffFactors = async ({ staff }: { staff: SignedInStaff }) => {
  const [totp, passkeys, left] = await Promise.all([totpOf(staff), passkeysOf(staff), codesLeft(staff)]);
  return (
    <>
      <PasskeysPanel passkeys={passkeys} actions={PASSKEYS} />
      <TotpPanel totp={totp} email={staff.email} actions={TOTP} />
      {(totp.state === "on" || passkeys.length > 0) && (
        <RecoveryPanel left={left} renew={renewStaffRecoveryCodesForm} />
      )}
    </>
  );
};
