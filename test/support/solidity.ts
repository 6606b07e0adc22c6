import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import solc from 'solc';

/** How contracts are compiled: everything that changes a byte of the result is said here. */
const SETTINGS = {
  optimizer: { enabled: true, runs: 10_000 },
  // The newest instruction set that every chain of the last years knows.
  evmVersion: 'paris',
  viaIR: false,
  // Neither the source's digest nor the compiler's mark at the end of the code: the same code from the same source, anywhere.
  metadata: { bytecodeHash: 'none', appendCBOR: false },
} as const;

const OUTPUT = { '*': { '*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object'] } };

/** A compiled contract as it is committed. */
export interface CompiledContract {
  readonly contract: string;
  /** The compiler's full version. */
  readonly compiler: string;
  readonly settings: typeof SETTINGS;
  readonly abi: readonly object[];
  /** What a deployment sends, `0x` hex. */
  readonly bytecode: string;
  /** SHA-256, lower-case hex: of the ABI as JSON without spaces, of the code that is sent, and of the code that then stands on the chain. */
  readonly digests: { readonly abi: string; readonly bytecode: string; readonly deployedBytecode: string };
}

interface CompilerAnswer {
  readonly errors?: readonly { readonly formattedMessage: string }[];
  readonly contracts?: Record<string, Record<string, { abi: object[]; evm: Record<'bytecode' | 'deployedBytecode', { object: string }> }>>;
}

/** Compiles the one contract of a file; a warning is an error. @throws Error with what the compiler says */
export function compiledContract(file: string): CompiledContract {
  const source = basename(file);
  const contract = basename(file, '.sol');
  const input = {
    language: 'Solidity',
    sources: { [source]: { content: readFileSync(file, 'utf8') } },
    settings: { ...SETTINGS, outputSelection: OUTPUT },
  };
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input)) as string) as CompilerAnswer;
  const found = contracts?.[source]?.[contract];
  if (errors.length > 0 || found === undefined) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'));
  const { abi, evm } = found;
  return {
    contract,
    compiler: String(solc.version()),
    settings: SETTINGS,
    abi,
    bytecode: `0x${evm.bytecode.object}`,
    digests: {
      abi: sha256(JSON.stringify(abi)),
      bytecode: sha256(Buffer.from(evm.bytecode.object, 'hex')),
      deployedBytecode: sha256(Buffer.from(evm.deployedBytecode.object, 'hex')),
    },
  };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
