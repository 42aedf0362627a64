import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();

/** CBOR (RFC 8949) of the few shapes that WebAuthn needs: numbers, bytes, texts and maps. */
const head = (major: number, value: number): Buffer => {
  const type = major << 5;
  if (value < 24) return Buffer.from([type | value]);
  if (value < 256) return Buffer.from([type | 24, value]);
  return Buffer.from([type | 25, value >> 8, value & 255]);
};

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

const cbor = (value: Cbor): Buffer => {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string")
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const pairs = [...value].flatMap(([key, each]) => [cbor(key), cbor(each)]);
  return Buffer.concat([head(5, value.size), ...pairs]);
};

const UP = 1;
const UV = 4;
const AT = 64;

/** The public key in COSE: ES256 on P-256. */
const cose = (key: KeyObject): Buffer => {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return cbor(
    new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]),
  );
};

export type Answer = {
  challenge: string;
  origin: string;
  rpId: string;
  /** What the authenticator says of itself, where it is not what an honest one says. */
  counter?: number;
  verified?: boolean;
  crossOrigin?: boolean;
  userHandle?: string | null;
};

/**
 * An authenticator with one passkey, in software, for tests: does what a phone does when its owner looks at it, and on demand what none
 * should. Answers are those of the browser, as JSON.
 * @param userId whose passkey it is, where it was not made by `create`
 */
export const softAuthenticator = ({ userId = null }: { userId?: string | null } = {}) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(16);
  const id = credentialId.toString("base64url");
  let handle = userId;

  const clientData = (type: string, { challenge, origin, crossOrigin = false }: Answer): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin }));

  const authData = (
    { rpId, counter = 0, verified = true }: Answer,
    flags: number,
    more = Buffer.alloc(0),
  ) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([UP | (verified ? UV : 0) | flags]), counted, more]);
  };

  const answer = (response: object): string =>
    JSON.stringify({ id, rawId: id, type: "public-key", clientExtensionResults: {}, response });

  return {
    id,
    /** Its public key in COSE, in base64url. */
    publicKey: cose(publicKey).toString("base64url"),
    /** What a browser returns when a passkey was made for this user. */
    create: (user: string, given: Answer): string => {
      handle = user;
      const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255]);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, cose(publicKey)]);
      const attestation = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData(given, AT, attested)],
      ]);
      return answer({
        clientDataJSON: clientData("webauthn.create", given).toString("base64url"),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal"],
      });
    },
    /** What a browser returns when its owner was asked for the passkey. */
    get: (given: Answer): string => {
      const data = clientData("webauthn.get", given);
      const auth = authData(given, 0);
      const signed = Buffer.concat([auth, sha256(data)]);
      const userHandle = given.userHandle === undefined ? handle : given.userHandle;
      return answer({
        clientDataJSON: data.toString("base64url"),
        authenticatorData: auth.toString("base64url"),
        signature: createSign("sha256").update(signed).sign(privateKey).toString("base64url"),
        ...(userHandle === null ? {} : { userHandle }),
      });
    },
  };
};

export type SoftAuthenticator = ReturnType<typeof softAuthenticator>;
