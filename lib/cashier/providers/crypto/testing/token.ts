import {
  type Address,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  type Hex,
  keccak256,
  toHex,
} from "viem";
import type { Anvil } from "./anvil.ts";

/*
 * Compiled by solc 0.8.30 with the optimizer, for the EVM of Paris and without metadata, from:
 *
 *   contract Token {
 *     event Transfer(address indexed from, address indexed to, uint256 value);
 *     mapping(address => uint256) public balanceOf;
 *     uint256 immutable kind;
 *     constructor(uint256 k) { kind = k; balanceOf[msg.sender] = 1e18; }
 *     function transfer(address to, uint256 value) external {
 *       uint256 k = kind;
 *       if (k == 1) assembly { mstore(0, 0) return(0, 32) }
 *       if (k != 3) { require(balanceOf[msg.sender] >= value); balanceOf[msg.sender] -= value; balanceOf[to] += value; }
 *       emit Transfer(msg.sender, to, value);
 *       if (k == 2) assembly { return(0, 0) }
 *       assembly { mstore(0, 1) return(0, 32) }
 *     }
 *   }
 */
const BYTECODE =
  ("0x60a0604052348015600f57600080fd5b506040516102aa3803806102aa833981016040819052602c91604d565b6080523360" +
    "00908152602081905260409020670de0b6b3a764000090556065565b600060208284031215605e57600080fd5b5051919050" +
    "565b60805161022b61007f60003960006084015261022b6000f3fe608060405234801561001057600080fd5b506004361061" +
    "00365760003560e01c806370a082311461003b578063a9059cbb1461006d575b600080fd5b61005b61004936600461019d56" +
    "5b60006020819052908152604090205481565b60405190815260200160405180910390f35b61008061007b3660046101bf56" +
    "5b610082565b005b7f000000000000000000000000000000000000000000000000000000000000000060018190036100b657" +
    "6000805260206000f35b8060031461012c57336000908152602081905260409020548211156100da57600080fd5b33600090" +
    "815260208190526040812080548492906100f99084906101ff565b90915550506001600160a01b0383166000908152602081" +
    "9052604081208054849290610126908490610218565b90915550505b6040518281526001600160a01b0384169033907fddf2" +
    "52ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef9060200160405180910390a38060020361017657" +
    "005b600160005260206000f35b80356001600160a01b038116811461019857600080fd5b919050565b600060208284031215" +
    "6101af57600080fd5b6101b882610181565b9392505050565b600080604083850312156101d257600080fd5b6101db836101" +
    "81565b946020939093013593505050565b634e487b7160e01b600052601160045260246000fd5b8181038181111561021257" +
    "6102126101e9565b92915050565b80820180821115610212576102126101e956") as Hex;

const ABI = [
  { type: "constructor", stateMutability: "nonpayable", inputs: [{ name: "k", type: "uint256" }] },
  {
    type: "function",
    name: "transfer",
    stateMutability: "nonpayable",
    inputs: [
      { name: "to", type: "address" },
      { name: "value", type: "uint256" },
    ],
    outputs: [],
  },
] as const;

/** How a token's transfer behaves. */
export const KINDS = {
  /** Moves, logs, and answers true. */
  honest: 0n,
  /** Answers false, and does nothing. */
  refusing: 1n,
  /** Moves, logs, and answers nothing, as USDT does. */
  silent: 2n,
  /** Logs and answers true, and moves nothing. */
  lying: 3n,
} as const;

export type TestToken = {
  address: Address;
  /** From the account that deployed it and holds 10^18 base units. */
  send(to: Address, value: bigint): Promise<Hex>;
};

/** Deploys a token. Mines one block. */
export const deployToken = async (anvil: Anvil, kind: keyof typeof KINDS): Promise<TestToken> => {
  const [from] = anvil.accounts as [Address];
  const data = encodeDeployData({ abi: ABI, bytecode: BYTECODE, args: [KINDS[kind]] });
  const hash = await anvil.client.sendTransaction({ account: from, data, chain: null });
  await anvil.mine();
  const { contractAddress } = await anvil.client.getTransactionReceipt({ hash });
  if (!contractAddress) throw new Error("the token was not deployed");
  return {
    address: contractAddress,
    send: (to, value) =>
      anvil.client.sendTransaction({
        account: from,
        to: contractAddress,
        data: encodeFunctionData({ abi: ABI, functionName: "transfer", args: [to, value] }),
        gas: 100_000n,
        chain: null,
      }),
  };
};

/** Writes a balance into a token's storage, for one that cannot be sent. */
export const giveTokens = async (
  anvil: Anvil,
  { address }: TestToken,
  owner: Address,
  value: bigint,
): Promise<void> => {
  const index = keccak256(encodeAbiParameters([{ type: "address" }, { type: "uint256" }], [owner, 0n]));
  await anvil.client.setStorageAt({ address, index, value: toHex(value, { size: 32 }) });
};
