"use server";

import { z } from "zod";
import { type AuditVerdict, verifyAudit } from "#lib/audit/index.ts";
import {
  previewVoidBet,
  previewVoidMarket,
  ResumeInput,
  resume,
  SuspendInput,
  suspend,
  VoidBetInput,
  type VoidEffect,
  VoidMarketInput,
  voidBet,
  voidMarket,
} from "#lib/backoffice/index.ts";
import { accept, type Result } from "#lib/kernel/result.ts";
import { type InvariantReport, verifyLedger } from "#lib/ledger/index.ts";
import { staffAction } from "../action.ts";

export const suspendAction = staffAction("markets:suspend", SuspendInput, suspend);
export const resumeAction = staffAction("markets:suspend", ResumeInput, resume);
export const voidBetAction = staffAction("bets:void", VoidBetInput, voidBet);
export const voidMarketAction = staffAction("markets:settle", VoidMarketInput, voidMarket);

export const previewVoidBetAction = staffAction(
  "bets:void",
  VoidBetInput.pick({ betId: true }),
  async (_staff, { betId }): Promise<Result<VoidEffect[], never>> => {
    const effect = await previewVoidBet(betId);
    return accept(effect ? [effect] : []);
  },
);

export const previewVoidMarketAction = staffAction(
  "markets:settle",
  VoidMarketInput.pick({ marketId: true }),
  async (_staff, { marketId }): Promise<Result<VoidEffect[], never>> =>
    accept(await previewVoidMarket(marketId)),
);

const Nothing = z.object({});

export const verifyLedgerAction = staffAction(
  "ledger:read",
  Nothing,
  async (): Promise<Result<InvariantReport[], never>> => accept(await verifyLedger()),
);

export const verifyAuditAction = staffAction(
  "audit:read",
  Nothing,
  async (): Promise<Result<AuditVerdict, never>> => accept(await verifyAudit()),
);
