import { randomInt } from "node:crypto";

/** A last name that nobody else has: two accounts of one name and birthday are looked at by staff. */
export const randomName = (): string =>
  Array.from({ length: 12 }, (_, index) => String.fromCharCode((index === 0 ? 65 : 97) + randomInt(26))).join(
    "",
  );
