import { isUuid } from "#lib/core/id.ts";
import { type PlayerBalance, playerBalances } from "#lib/ledger/index.ts";
import type { BusMessages } from "#lib/platform/messaging/bus.ts";
import type { Broadcaster } from "./broadcaster.ts";
import { type BalanceView, type PlayerNotice, playerTopic, type TopicMessage } from "./protocol.ts";
import { betNotices } from "./queries.ts";

type PlayerEvent = Pick<BusMessages["player"], "kind" | "payload">;

const NOTICES_MAX = 50;
/** A page that asks was rendered no longer ago. */
const RENDERED_MS_MAX = 30_000;

export const balanceView = ({ currency, balance, held, available, version }: PlayerBalance): BalanceView => ({
  currency,
  balance: balance.toString(),
  held: held.toString(),
  available: available.toString(),
  version: Number(version),
});

const nothing = (currency: string): PlayerBalance => ({
  currency,
  balance: 0n,
  held: 0n,
  available: 0n,
  version: 0n,
});

const betIdOf = ({ payload }: PlayerEvent): string | null =>
  typeof payload.betId === "string" && isUuid(payload.betId) ? payload.betId : null;

/** Balances and bets of players with open pages. The events of one turn need two queries, however many there are. */
export const playerTopics = (out: Broadcaster, currencyOf: (playerId: string) => string | null) => {
  const queued = new Map<string, PlayerEvent[]>();
  /** The last balance sent to each player. */
  const lastSent = new Map<string, string>();
  /** When something of a player's last changed, the longest ago first, whoever listens. */
  const changedAt = new Map<string, number>();

  const noteChange = (playerId: string): void => {
    const now = Date.now();
    changedAt.delete(playerId);
    changedAt.set(playerId, now);
    for (const [other, at] of changedAt) {
      if (now - at <= RENDERED_MS_MAX) break;
      changedAt.delete(other);
    }
  };

  const hasChanged = (playerId: string, balance: BalanceView, notices: readonly PlayerEvent[]): boolean => {
    const text = `${balance.version}:${balance.held}`;
    const before = lastSent.get(playerId);
    lastSent.set(playerId, text);
    return notices.length > 0 || text !== before;
  };

  const messages = async (batch: Map<string, PlayerEvent[]>): Promise<TopicMessage[]> => {
    const players = [...batch.keys()].flatMap((playerId) => {
      const currency = currencyOf(playerId);
      return currency ? [{ playerId, currency }] : [];
    });
    if (players.length === 0) return [];
    const betIds = players.flatMap(({ playerId }) => batch.get(playerId) ?? []).map(betIdOf);
    // Bets first: the balance is then at least as new as the bets it is sent with.
    const bets = await betNotices(betIds.filter((id) => id !== null));
    const balances = await playerBalances(players);
    return players.flatMap(({ playerId, currency }): TopicMessage[] => {
      const balance = balanceView(balances.get(playerId) ?? nothing(currency));
      const events = batch.get(playerId) ?? [];
      if (!hasChanged(playerId, balance, events)) return [];
      const notices = events.map(
        (notice): PlayerNotice => ({ ...notice, bet: bets.get(betIdOf(notice) ?? "") ?? null }),
      );
      return [{ kind: "player", topic: playerTopic(playerId), version: balance.version, balance, notices }];
    });
  };

  return {
    mark: ({ playerId, kind, payload }: BusMessages["player"]): void => {
      noteChange(playerId);
      if (!out.hasSubscribers(playerTopic(playerId))) return;
      const waiting = queued.get(playerId) ?? [];
      queued.set(playerId, [...waiting, { kind, payload }].slice(-NOTICES_MAX));
    },
    forget: (playerId: string): void => {
      lastSent.delete(playerId);
      queued.delete(playerId);
    },
    /** Reads every balance again, in case messages were lost; only changed ones are sent. */
    markAll: (): void => {
      for (const topic of out.topics("player:")) {
        const playerId = topic.slice("player:".length);
        if (!queued.has(playerId)) queued.set(playerId, []);
      }
    },

    answer: async (playerId: string, currency: string): Promise<TopicMessage> => {
      const balances = await playerBalances([{ playerId, currency }]);
      const balance = balanceView(balances.get(playerId) ?? nothing(currency));
      hasChanged(playerId, balance, []);
      const missed = Date.now() - (changedAt.get(playerId) ?? 0) <= RENDERED_MS_MAX;
      return {
        kind: "player",
        topic: playerTopic(playerId),
        version: balance.version,
        balance,
        notices: [],
        ...(missed && { missed }),
      };
    },

    turn: async (): Promise<void> => {
      if (queued.size === 0) return;
      const batch = new Map(queued);
      queued.clear();
      try {
        for (const message of await messages(batch)) out.send(message);
      } catch (error) {
        for (const [playerId, notices] of batch)
          queued.set(playerId, [...notices, ...(queued.get(playerId) ?? [])].slice(-NOTICES_MAX));
        throw error;
      }
    },
  };
};

export type PlayerTopics = ReturnType<typeof playerTopics>;
