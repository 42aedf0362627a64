import { expect, it } from "vitest";
import { FAVOURITES_MAX, readFavourites, writeFavourites } from "./views.ts";

it("reads what it wrote, each once, and leaves out what is odd", () => {
  const favourites = [
    { kind: "competition", subject: "serie-a" },
    { kind: "competitor", subject: "mx:1" },
    { kind: "market", subject: "football.total" },
  ] as const;
  const text = writeFavourites(favourites);
  expect(text).toBe("c:serie-a|t:mx:1|m:football.total");
  expect(readFavourites(`${text}|${text}`)).toEqual(favourites);
  for (const odd of [undefined, "", "x:a", "c", "c:", "c:a b", "c:<", "|||", `c:${"a".repeat(65)}`])
    expect(readFavourites(odd)).toEqual([]);
});

it("keeps the newest where there are too many", () => {
  const many = Array.from({ length: FAVOURITES_MAX + 5 }, (_, at) => ({
    kind: "competitor" as const,
    subject: `t${at}`,
  }));
  const kept = readFavourites(writeFavourites(many));
  expect(kept).toHaveLength(FAVOURITES_MAX);
  expect(kept.at(-1)).toEqual(many.at(-1));
});
