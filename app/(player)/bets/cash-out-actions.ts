import type { CashOutActions } from "#components/bets/cash-out/offers.tsx";
import {
  cashOutAction,
  cashOutsAction,
  editBetAction,
  previewEditAction,
  setAutoCashOutAction,
} from "./actions.ts";

/** What pages with open bets hand to `CashOuts`. */
export const CASH_OUT_ACTIONS: CashOutActions = {
  load: cashOutsAction,
  take: cashOutAction,
  setAuto: setAutoCashOutAction,
  preview: previewEditAction,
  edit: editBetAction,
};
