import { verify } from '../../../../src/proving/verify';
import type { Verdict } from '../../../../src/proving/verdict';

/** Checks a proof against pins, or against what it brings itself. */
export function verifyFiles(proof: Uint8Array, pins: Uint8Array | null): Promise<Verdict> {
  return verify(proof, pins === null ? null : pinsIn(pins));
}

/** Pins as they stand in their file; what is no JSON is refused as pins that have not the form of pins. */
function pinsIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return 'not JSON';
  }
}
