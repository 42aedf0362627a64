import { setTimeout as sleep } from "node:timers/promises";
import type { Simulator } from "#lib/platform/stripe/simulator/server.ts";
import type { FeedSource } from "../testing/feed/source.ts";
import type { Instance } from "../testing/instance.ts";
import type { Visitor } from "../testing/site.ts";
import { acceptedOf, askFor, openAccount, wishBet, wishDeposit } from "./bettors.ts";
import { differencesOf, unsound, type World } from "./checks.ts";
import { openDesk } from "./desk.ts";
import { MARKETS } from "./effective-result.ts";
import type { Journal } from "./journal.ts";
import { followLive } from "./live-client.ts";
import { openPayers, payerDifferences } from "./payers.ts";
import type { Plan, Step } from "./plan.ts";
import { moneyFacts } from "./platform-state.ts";
import { setStage } from "./stage.ts";

export type Ground = {
  instance: Instance;
  site: string;
  source: FeedSource;
  journal: Journal;
  staff: Visitor;
  stripe: Simulator;
  /** How long the payment provider is away, in place of what the plan says. */
  awayMs: number | null;
};

export type RunReport = {
  problems: string[];
  accepted: number;
  refused: number;
  /** Answers that got lost. */
  lost: number;
  /** Payments by card and withdrawals that moved money. */
  payments: number;
  entries: number;
  kills: string[];
  /** From the last step until everything was as it must be. */
  restMs: number;
};

const REST_MS_MAX = 60_000;
const LOOK_EVERY_MS = 250;
/** The site counts what one session does. */
const ASK_EVERY_MS = 1_000;
const FIRST_DEPOSIT_MINOR = 100_000;

const attempt = async (work: () => Promise<string[]>): Promise<string[]> => {
  try {
    return await work();
  } catch (error) {
    return [`could not look: ${(error as Error).message}`];
  }
};

/** Does what the plan says to a platform of real processes, lets it come to rest, and tells what is then not as it must be. */
export const runSeed = async (ground: Ground, plan: Plan, name: string): Promise<RunReport> => {
  const { instance, site, source, journal, staff } = ground;
  const stage = setStage(source, plan, name);
  const under = new Set<Promise<unknown>>();
  const kills: string[] = [];
  const background = (work: Promise<unknown>): void => {
    under.add(work);
    void work.finally(() => under.delete(work));
  };

  stage.open();
  const players = await Promise.all(
    plan.players.map((currency, number) =>
      openAccount(site, `${name}-${number + 1}@players.example`, currency),
    ),
  );
  const [watched] = players;
  if (!watched) throw new Error("a run needs players");
  const live = followLive(instance.realtimeUrl, site, watched.visitor.cookie());
  for (const id of stage.eventIds) live.followEvent(id);
  const world: World = {
    players,
    eventIds: stage.eventIds,
    bets: [],
    deposits: [],
    entries: stage.entries,
    voids: new Map(),
    live,
  };
  const desk = openDesk(staff, journal, world);
  const payers = await openPayers(ground, name);
  const playerAt = (index: number) => players[index % players.length] ?? watched;

  const deposit = async (player: number, amountMinor: number, sends: number): Promise<void> => {
    const wish = wishDeposit(journal, playerAt(player), amountMinor);
    world.deposits.push(wish);
    await askFor(wish, sends);
  };

  const bet = async ({ player, legs, stakeMinor, sizes, sends, anyOdds }: Extract<Step, { do: "bet" }>) => {
    const wish = wishBet(journal, playerAt(player), {
      stakeMinor,
      sizes,
      oddsChoice: anyOdds ? "any" : "none",
      legs: legs.map((leg) => {
        const outcomeKey = MARKETS[leg.market]?.outcomes[leg.outcome] ?? "home";
        return { marketId: stage.marketId(leg), outcomeKey, odds: stage.oddsShown(leg, outcomeKey) };
      }),
    });
    world.bets.push(wish);
    await askFor(wish, sends);
  };

  const kill = (target: string): void => {
    const pid = instance.pidOf(target);
    journal.note("kill", { target, pid });
    if (pid === undefined) throw new Error(`nobody said which process is ${target}`);
    try {
      process.kill(pid, "SIGKILL");
      kills.push(target);
    } catch {
      // It is already down and not yet up again.
    }
  };

  const take = (step: Step): void => {
    switch (step.do) {
      case "odds":
        for (const odds of step.storm) stage.oddsChange(step.event, odds);
        break;
      case "stop":
        stage.stop(step.event);
        break;
      case "go":
        stage.oddsChange(step.event, []);
        break;
      case "bet":
        background(bet(step));
        break;
      case "deposit":
        background(deposit(step.player, step.amountMinor, step.sends));
        break;
      case "pay":
        background(payers.pay(step));
        break;
      case "withdraw":
        background(payers.withdraw(step));
        break;
      case "provider_away":
        background(payers.leaveProvider(step.forMs));
        break;
      case "settle":
        stage.settle(step);
        break;
      case "rollback":
        stage.rollback(step.market);
        break;
      case "cancel":
        stage.cancel(step.market, step.window);
        break;
      case "uncancel":
        stage.uncancel(step.nth);
        break;
      case "again":
        source.again(step.ago);
        break;
      case "hold":
        source.hold(step.until);
        break;
      case "cut":
        source.cut();
        break;
      case "void":
        background(desk.voidOne(step.nth));
        break;
      case "suspend":
        background(desk.suspend(stage.eventIds[step.event] ?? ""));
        break;
      case "resume":
        background(desk.resume());
        break;
      case "kill":
        kill(step.target);
        break;
    }
  };

  await Promise.all(players.map((_, player) => deposit(player, FIRST_DEPOSIT_MINOR, 1)));
  for (const { step, pauseMs } of plan.steps) {
    take(step);
    await sleep(pauseMs);
  }

  const restFrom = Date.now();
  const until = restFrom + REST_MS_MAX;
  source.letGo();
  await Promise.all(under);
  for (const event of stage.eventIds.keys()) stage.oddsChange(event, []);
  let askedAt = 0;
  const settleDoubts = async (): Promise<string[]> => {
    const doubtful = [...world.bets, ...world.deposits, ...payers.wishes()].filter(({ doubt }) => doubt);
    if (Date.now() - askedAt >= ASK_EVERY_MS) {
      askedAt = Date.now();
      await Promise.all(doubtful.map((wish) => wish.ask()));
    }
    return doubtful.filter(({ doubt }) => doubt).map(({ key }) => `${key} still has no answer`);
  };
  let problems = ["nothing was looked at"];
  let followed = false;
  while (problems.length > 0 && Date.now() < until) {
    await sleep(LOOK_EVERY_MS);
    problems = await attempt(async () => {
      const doubts = await settleDoubts();
      if (doubts.length > 0) return doubts;
      if (!followed) {
        const [found] = (await moneyFacts([watched.email])).filter(({ email }) => email === watched.email);
        if (found) live.followPlayer(found.id);
        followed = true;
      }
      await payers.findLost();
      return [...(await differencesOf(world)), ...(await payerDifferences(payers))];
    });
    journal.note("rest: not yet", problems.slice(0, 5));
  }
  const restMs = Date.now() - restFrom;
  if (problems.length === 0) problems = await attempt(unsound);
  live.close();
  source.forget();
  const answers = world.bets.flatMap((wish) => wish.answers);
  const report: RunReport = {
    problems,
    accepted: world.bets.filter((wish) => acceptedOf(wish) !== null).length,
    refused: world.bets.filter((wish) => acceptedOf(wish) === null).length,
    lost: answers.filter(({ as }) => as === "unknown").length,
    payments: await payers.moved(),
    entries: stage.entries.length,
    kills,
    restMs,
  };
  journal.note("report", report);
  return report;
};
