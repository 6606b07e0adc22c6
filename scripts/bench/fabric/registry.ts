import { api } from './api';
import { base } from './base';
import { batch } from './batch';
import type { FabricBench } from './fabricBench';
import { flat } from './flat';
import { hot } from './hot';
import { rebuild } from './rebuild';

/** Every benchmark of a Fabric network, in the order in which they run. */
export const FABRIC_BENCHES: readonly FabricBench[] = [base, batch, hot, api, flat, rebuild];
