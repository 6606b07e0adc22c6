import { api } from './api';
import { base } from './base';
import { batch } from './batch';
import type { Bench } from './bench';
import { consent } from './consent';
import { flat } from './flat';
import { life } from './life';
import { notary } from './notary';
import { proof } from './proof';
import { reading } from './reading';
import { tokens } from './tokens';

/** Every benchmark, in the order in which they run. */
export const BENCHES: readonly Bench[] = [base, life, batch, flat, tokens, consent, proof, reading, notary, api];
