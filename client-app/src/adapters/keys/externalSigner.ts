import { Fault, type TypedData } from '@tierline/chaincode/api';
import { getAddress, isAddress, TypedDataEncoder, type TypedDataField } from 'ethers';
import { z } from 'zod';
import type { Signer } from '../../ports/signer';
import { signatureBy } from './signature';

/** Time for a person to look at a device and press its button. */
const PATIENCE_MS = 300_000;
const MAX_ACCOUNTS = 1_000;
/** EIP-1193: the person said no. */
const DECLINED = 4001;

const answer = z.object({
  result: z.unknown().optional(),
  error: z.object({ code: z.number().optional(), message: z.string().optional() }).optional(),
});
const accounts = z.array(z.string().refine(isAddress)).max(MAX_ACCOUNTS);

/** Where a signer that speaks JSON-RPC is, and which of its accounts is meant. */
export interface ExternalAccount {
  readonly url: string;
  /** EIP-55; null for the first account that it has. */
  readonly address: string | null;
}

/**
 * A signer outside this process that speaks JSON-RPC as wallets do (EIP-1193: `eth_accounts`, `eth_signTypedData_v4`): Frame, or any
 * other that has hardware behind it. It shows what it signs itself.
 * @throws Fault UNAVAILABLE {reason: 'SIGNER', url}; CONSENT_REFUSED {reason: 'DECLINED' | 'WRONG_ACCOUNT'}
 */
export async function externalSigner({ url, address: wanted }: ExternalAccount): Promise<Signer> {
  const known = accounts.safeParse(await asked(url, 'eth_accounts', []));
  if (!known.success) throw unreachable(url);
  const addresses = known.data.map((each) => getAddress(each));
  const address = addresses.find((each) => wanted === null || each === wanted);
  if (address === undefined) throw new Fault('CONSENT_REFUSED', { reason: 'WRONG_ACCOUNT', address: wanted ?? '' });
  return {
    address,
    sign: async (data) => {
      const signature = await asked(url, 'eth_signTypedData_v4', [address, JSON.stringify(payloadOf(data))]);
      return signatureBy(address, data, typeof signature === 'string' ? signature : '');
    },
  };
}

function payloadOf({ domain, types, message }: TypedData): unknown {
  return TypedDataEncoder.getPayload(domain, types as unknown as Record<string, TypedDataField[]>, message);
}

async function asked(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  const told = await posted(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  const { result, error } = told;
  if (error?.code === DECLINED) throw new Fault('CONSENT_REFUSED', { reason: 'DECLINED' });
  if (error !== undefined) throw unreachable(url, error.message);
  return result;
}

async function posted(url: string, body: string): Promise<z.output<typeof answer>> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.parse(await response.json());
  } catch {
    throw unreachable(url);
  }
}

function unreachable(url: string, problem?: string): Fault {
  return new Fault('UNAVAILABLE', { reason: 'SIGNER', url, ...(problem === undefined ? {} : { problem }) });
}
