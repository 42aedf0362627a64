"use server";

import { z } from "zod";
import { type AuditVerdict, verifyAudit } from "#lib/audit/index.ts";
import {
  BulkInput,
  ChangePolicyInput,
  changePolicy,
  DismissProcessInput,
  dismissProcess,
  type PolicyEffect,
  PreviewPolicyInput,
  PreviewSettlementInput,
  policyEffect,
  previewSettlement,
  previewVoidBet,
  ReopenEventInput,
  ResumeInput,
  reopenEvent,
  resume,
  resumeMany,
  SettleByHandInput,
  type SettlementCase,
  SettlementCaseInput,
  SuspendInput,
  settleByHand,
  settlementCase,
  suspend,
  suspendMany,
  VoidBetInput,
  type VoidEffect,
  voidBet,
} from "#lib/backoffice/index.ts";
import { accept, type Result, refuse } from "#lib/core/result.ts";
import { uuidText } from "#lib/platform/commands/input.ts";
import type { InvariantReport } from "#lib/platform/schema.ts";
import { verifyInvariants } from "#lib/processes/index.ts";
import { type ReplayedDecision, replayBet } from "#lib/sportsbook/betting/index.ts";
import { staffAction } from "../action.ts";

export const suspendAction = staffAction("markets:suspend", SuspendInput, suspend);
export const resumeAction = staffAction("markets:suspend", ResumeInput, resume);
export const suspendManyAction = staffAction("markets:suspend", BulkInput, suspendMany);
export const resumeManyAction = staffAction("markets:suspend", BulkInput.omit({ reason: true }), resumeMany);
export const voidBetAction = staffAction("bets:void", VoidBetInput, voidBet);
export const previewSettlementAction = staffAction(
  "markets:settle",
  PreviewSettlementInput,
  previewSettlement,
);
export const settleByHandAction = staffAction("markets:settle", SettleByHandInput, settleByHand);

export const settlementCaseAction = staffAction(
  "markets:settle",
  SettlementCaseInput,
  async (_staff, input): Promise<Result<SettlementCase, { code: "unknown_market" }>> => {
    const found = await settlementCase(input);
    return found ? accept(found) : refuse({ code: "unknown_market" });
  },
);

export const reopenEventAction = staffAction("markets:settle", ReopenEventInput, reopenEvent);

export const previewVoidBetAction = staffAction(
  "bets:void",
  VoidBetInput.pick({ betId: true }),
  async (_staff, { betId }): Promise<Result<VoidEffect, { code: "already_settled" }>> => {
    const effect = await previewVoidBet(betId);
    return effect ? accept(effect) : refuse({ code: "already_settled" });
  },
);

export const changePolicyAction = staffAction("policy:write", ChangePolicyInput, changePolicy);

export const previewPolicyAction = staffAction(
  "policy:write",
  PreviewPolicyInput,
  async (_staff, { rules }): Promise<Result<PolicyEffect, never>> => accept(await policyEffect(rules)),
);

export const dismissProcessAction = staffAction("health:write", DismissProcessInput, dismissProcess);

/** Decides a bet again from what was stored with it. Reads, and changes nothing. */
export const replayBetAction = staffAction(
  "bets:read",
  z.object({ betId: uuidText() }),
  async (_staff, { betId }): Promise<Result<ReplayedDecision[], never>> => accept(await replayBet(betId)),
);

const Nothing = z.object({});

export const verifyLedgerAction = staffAction(
  "ledger:read",
  Nothing,
  async (): Promise<Result<InvariantReport[], never>> => accept(await verifyInvariants()),
);

export const verifyAuditAction = staffAction(
  "audit:read",
  Nothing,
  async (): Promise<Result<AuditVerdict, never>> => accept(await verifyAudit()),
);
