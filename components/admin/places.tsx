import type { Route } from "next";
import { parseMarketId, splitSubject } from "#lib/backoffice/schema.ts";
import { PageLink } from "../ui/page-link.tsx";

const PLACES: Readonly<Record<string, (id: string) => string>> = {
  bet: (id) => `/admin/bets/${id}`,
  event: (id) => `/admin/trading/${encodeURIComponent(id)}`,
  market: (id) => `/admin/trading/${encodeURIComponent(parseMarketId(id).eventId)}`,
  player: (id) => `/admin/players/${id}`,
  policy: () => "/admin/policy",
  process: () => "/admin/processes",
  register: () => "/admin/registers",
  register_list: () => "/admin/registers",
};

/** The page of the subject of an action, "player:0196…"; undefined where it has none. */
export const placeOf = (subject: string): string | undefined => {
  const [kind, id] = splitSubject(subject);
  return PLACES[kind]?.(id);
};

/** The subject of an action, as a way to its page where it has one. */
export function SubjectLink({ subject }: { subject: string }) {
  const place = placeOf(subject);
  return place ? (
    <PageLink
      className="wrap-anywhere underline decoration-line-strong underline-offset-4 hover:decoration-ink"
      href={place as Route}
    >
      {subject}
    </PageLink>
  ) : (
    <span className="wrap-anywhere">{subject}</span>
  );
}
