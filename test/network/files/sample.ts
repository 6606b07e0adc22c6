import { join } from 'node:path';
import { readNetworkFile } from '@tierline/client-app/dist/adapters/networkFile';
import { Layout } from '@tierline/network/dist/layout';
import { nodesOf, withFabric, type FabricNetworkFile, type Nodes } from '@tierline/network/dist/nodes';
import { parse } from 'yaml';
import { ROOT } from '../../tidy/sources';

/** The network file of this project. */
export const NETWORK_FILE = join(ROOT, 'network/network.yaml');

/** The project's own network, its nodes, and where its files would lie. */
export interface Sample {
  readonly file: FabricNetworkFile;
  readonly nodes: Nodes;
  readonly layout: Layout;
}

/** The project's own network, with some of its settings changed. */
export function sample(changed: Partial<FabricNetworkFile['fabric']> = {}, directory = '/srv/network'): Sample {
  const file = withFabric(readNetworkFile(NETWORK_FILE), NETWORK_FILE);
  const whole = { ...file, fabric: { ...file.fabric, ...changed } };
  return { file: whole, nodes: nodesOf(whole), layout: new Layout(directory) };
}

/** One of some values; a test that finds none fails. */
export function one<T>(values: readonly T[]): T {
  const [first] = values;
  if (first === undefined) throw new Error('there is none');
  return first;
}

/** A value of a YAML text, by the names on the way to it. */
export function valueIn(text: string, ...names: readonly (string | number)[]): unknown {
  return names.reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], parse(text));
}
