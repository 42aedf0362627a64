import type { Connection } from "#lib/realtime/client/index.ts";

type Topic = Parameters<Connection["follow"]>[0];

/** What a page follows, whether it is connected or not yet: stays the same object, so that a connection draws nothing anew. */
export type Topics = {
  /** Follows a topic until the returned function is called, over every connection that comes. */
  follow(topic: Topic): () => void;
  /** Hands all that is followed to a connection, until the returned function is called. */
  carryOn(connection: Pick<Connection, "follow">): () => void;
};

export const createTopics = (): Topics => {
  type Followed = { topic: Topic; end: (() => void) | undefined };
  const all = new Set<Followed>();
  let carrier: Pick<Connection, "follow"> | undefined;
  return {
    follow: (topic) => {
      const followed: Followed = { topic, end: carrier?.follow(topic) };
      all.add(followed);
      return () => {
        all.delete(followed);
        followed.end?.();
      };
    },
    carryOn: (connection) => {
      carrier = connection;
      for (const followed of all) followed.end = connection.follow(followed.topic);
      return () => {
        carrier = undefined;
        for (const followed of all) {
          followed.end?.();
          followed.end = undefined;
        }
      };
    },
  };
};
