import type pg from "pg";
import { asOwner } from "#lib/platform/database/owner.ts";
import { currentKeyVersion, seal, sealBytes, unseal, unsealBytes } from "#lib/platform/secrets/sealed.ts";

/** Every column that holds sealed values, in a table with an id: text, or bytes. */
const SEALED = [
  { table: "totp_factor", column: "secret", bytes: false },
  { table: "identity_document", column: "content", bytes: true },
  { table: "data_export", column: "content", bytes: true },
] as const;

export type Rotated = { table: string; column: string; resealed: number; left: number };

type Sealed = (typeof SEALED)[number];

/** The version of the key, in SQL; null where nothing is stored. */
const versionIn = ({ column, bytes }: Sealed): string =>
  bytes
    ? `split_part(encode(substring(${column} from 1 for 16), 'escape'), '.', 1)`
    : `split_part(${column}, '.', 1)`;

const sealedAgain = (value: string | Buffer, place: { table: string; column: string; row: string }) =>
  typeof value === "string" ? seal(unseal(value, place), place) : sealBytes(unsealBytes(value, place), place);

/** One value, which may be large, at a time. */
const rotateColumn = async (client: pg.Client, sealed: Sealed): Promise<Rotated> => {
  const { table, column } = sealed;
  const { rows } = await client.query<{ id: string }>(
    `select id from ${table} where ${column} is not null and ${versionIn(sealed)} <> $1`,
    [currentKeyVersion()],
  );
  let resealed = 0;
  for (const { id } of rows) {
    const found = await client.query<{ value: string | Buffer | null }>(
      `select ${column} as value from ${table} where id = $1`,
      [id],
    );
    const value = found.rows[0]?.value;
    if (!value) continue;
    const again = sealedAgain(value, { table, column, row: id });
    const done = await client.query(`update ${table} set ${column} = $3 where id = $1 and ${column} = $2`, [
      id,
      value,
      again,
    ]);
    resealed += done.rowCount ?? 0;
  }
  return { table, column, resealed, left: rows.length - resealed };
};

/**
 * Seals again, with the current key, whatever another key has sealed. The site may run meanwhile: a value that changes under way is
 * left, and counted as left. Safe to run again.
 */
export const rotateKeys = (): Promise<Rotated[]> =>
  asOwner(async (client) => {
    const rotated: Rotated[] = [];
    for (const sealed of SEALED) rotated.push(await rotateColumn(client, sealed));
    return rotated;
  });
