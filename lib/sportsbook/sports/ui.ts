import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { HeldEvent } from "#lib/realtime/client/index.ts";

type OfEvent = ComponentType<{ event: HeldEvent }>;

/** What a sport draws itself. Each part is a script of its own, loaded where an event of the sport is shown. */
export type SportUi = {
  /** The middle of the event's page: who plays and how it stands. */
  Board: OfEvent;
  Timeline: OfEvent;
  Statistics: OfEvent;
  /** A strip of 20 px below the names on a card. */
  CardStrip?: OfEvent;
};

export const SPORT_UI: Readonly<Record<string, SportUi>> = {
  football: {
    Board: dynamic(() => import("./football/ui/board.tsx")),
    Timeline: dynamic(() => import("./football/ui/timeline.tsx")),
    Statistics: dynamic(() => import("./football/ui/statistics.tsx")),
    CardStrip: dynamic(() => import("./football/ui/match-strip.tsx")),
  },
  tennis: {
    Board: dynamic(() => import("./tennis/ui/board.tsx")),
    Timeline: dynamic(() => import("./tennis/ui/timeline.tsx")),
    Statistics: dynamic(() => import("./tennis/ui/statistics.tsx")),
  },
  basketball: {
    Board: dynamic(() => import("./basketball/ui/board.tsx")),
    Timeline: dynamic(() => import("./basketball/ui/timeline.tsx")),
    Statistics: dynamic(() => import("./basketball/ui/statistics.tsx")),
  },
  hockey: {
    Board: dynamic(() => import("./hockey/ui/board.tsx")),
    Timeline: dynamic(() => import("./hockey/ui/timeline.tsx")),
    Statistics: dynamic(() => import("./hockey/ui/statistics.tsx")),
  },
  baseball: {
    Board: dynamic(() => import("./baseball/ui/board.tsx")),
    Timeline: dynamic(() => import("./baseball/ui/timeline.tsx")),
    Statistics: dynamic(() => import("./baseball/ui/statistics.tsx")),
  },
};
