import type { AnyCommand } from "./commands/define.ts";
import type { Invariants } from "./database/invariants.ts";
import type { PartitionSet } from "./database/partitions.ts";
import type { Job, JobQueue, Sweep } from "./jobs/job.ts";
import type { EventDefinition } from "./messaging/event.ts";
import type { Subscriber } from "./messaging/relay.ts";
import type { Permission } from "./permission.ts";

/** A page of the back office. `admin.nav.<id>` names it. */
export type BackofficePanel = {
  readonly id: string;
  readonly href: `/admin${string}`;
  /** Null: all staff may see it. */
  readonly permission: Permission | null;
  /** Panels are listed in this order. */
  readonly position: number;
};

/** One part of what a module keeps about a player. */
export type PersonalData = {
  /** Its heading in the copy. */
  readonly name: string;
  /** Everything of that kind, the newest last. Dates, bigints and plain values; nothing about other people, and no secrets. */
  read(playerId: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
};

/** What a module registers with the platform's mechanisms. `lib/processes/modules.ts` lists the modules. */
export type Module = {
  readonly name: string;
  /** Events that it publishes. */
  readonly events?: readonly EventDefinition[];
  /** What it does when events are delivered. */
  readonly subscribers?: readonly ((queue: JobQueue) => Subscriber)[];
  /** What it lets staff do, and with which roles. */
  readonly permissions?: readonly Permission[];
  readonly commands?: Readonly<Record<string, AnyCommand>>;
  readonly panels?: readonly BackofficePanel[];
  readonly jobs?: readonly Job[];
  readonly sweeps?: readonly Sweep[];
  readonly invariants?: Invariants;
  /**
   * The codes of its transfers, and the kind of statement line under which players find them; null where a transfer
   * only moves the operator's money.
   */
  readonly transferCodes?: Readonly<Record<string, string | null>>;
  /** What it keeps about a player, for the copy that players may ask for. */
  readonly personalData?: readonly PersonalData[];
  /** Tables that are stored by month, and for how long. */
  readonly partitions?: readonly PartitionSet[];
};
