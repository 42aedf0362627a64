import { asOwner } from "#lib/platform/database/owner.ts";
import { currentKeyVersion, seal, unseal } from "#lib/platform/secrets/sealed.ts";

/** Every column that holds sealed values, in a table with an id. */
const SEALED = [{ table: "totp_factor", column: "secret" }] as const;

export type Rotated = { table: string; column: string; resealed: number; left: number };

/**
 * Seals again, with the current key, whatever another key has sealed. The site may run meanwhile: a value that changes under way is
 * left, and counted as left. Safe to run again.
 */
export const rotateKeys = (): Promise<Rotated[]> =>
  asOwner(async (client) => {
    const current = currentKeyVersion();
    const rotated: Rotated[] = [];
    for (const { table, column } of SEALED) {
      const { rows } = await client.query<{ id: string; sealed: string }>(
        `select id, ${column} as sealed from ${table} where split_part(${column}, '.', 1) <> $1`,
        [current],
      );
      let resealed = 0;
      for (const { id, sealed } of rows) {
        const place = { table, column, row: id };
        const again = seal(unseal(sealed, place), place);
        const done = await client.query(
          `update ${table} set ${column} = $3 where id = $1 and ${column} = $2`,
          [id, sealed, again],
        );
        resealed += done.rowCount ?? 0;
      }
      rotated.push({ table, column, resealed, left: rows.length - resealed });
    }
    return rotated;
  });
