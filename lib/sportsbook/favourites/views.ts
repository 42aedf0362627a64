/** What a player can mark: competitions and competitors are listed first, market families stand first on the pages of events. */
export const FAVOURITE_KINDS = ["competition", "competitor", "market"] as const;
export type FavouriteKind = (typeof FAVOURITE_KINDS)[number];

export type Favourite = { kind: FavouriteKind; subject: string };

/** So many of one kind, for they travel in a cookie. */
export const FAVOURITES_MAX = 40;

const SUBJECT = /^[\w.:-]{1,64}$/;

/** Whether something of this id can be kept in a cookie. */
export const canBeFavourite = (subject: string): boolean => SUBJECT.test(subject);

const LETTER = { competition: "c", competitor: "t", market: "m" } as const satisfies Record<
  FavouriteKind,
  string
>;
const KIND_OF = new Map(FAVOURITE_KINDS.map((kind) => [LETTER[kind] as string, kind]));

/** "c:serie-a|t:italy", as cookies keep them. Anything odd is left out. */
export const readFavourites = (text: string | undefined): Favourite[] => {
  const found = (text ?? "").split("|").flatMap((part): Favourite[] => {
    const kind = KIND_OF.get(part.slice(0, 1));
    const subject = part.slice(2);
    return kind && part[1] === ":" && canBeFavourite(subject) ? [{ kind, subject }] : [];
  });
  return [...new Map(found.map((each) => [`${each.kind} ${each.subject}`, each])).values()].slice(
    0,
    FAVOURITES_MAX,
  );
};

export const writeFavourites = (favourites: readonly Favourite[]): string =>
  favourites
    .slice(-FAVOURITES_MAX)
    .map(({ kind, subject }) => `${LETTER[kind]}:${subject}`)
    .join("|");
