import { secp256k1 } from "@noble/curves/secp256k1";
import { HDKey } from "@scure/bip32";
import { toHex } from "viem";
import { publicKeyToAddress } from "viem/utils";

/**
 * The address at 0/index below an extended public key of an account (BIP-32; m/44'/60'/0' of BIP-44), with the checksum of EIP-55.
 * `publicKeyToAddress` takes the uncompressed key: from the 33 bytes that HDKey has it would make a wrong address without an error.
 */
export const deriveAddress = (xpub: string, index: number): `0x${string}` => {
  const { publicKey } = HDKey.fromExtendedKey(xpub).deriveChild(0).deriveChild(index);
  if (!publicKey) throw new Error("the extended key has no public key");
  return publicKeyToAddress(toHex(secp256k1.ProjectivePoint.fromHex(publicKey).toRawBytes(false)));
};
