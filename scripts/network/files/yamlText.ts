import { stringify } from 'yaml';

/** How every file begins that is made from a network file. */
export const MADE = '# made from network.yaml: changes are lost';

/** A configuration file that is made anew each time: what is changed by hand in it is lost. */
export function yamlText(value: unknown): string {
  return `${MADE}\n${stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

/** A duration as Fabric writes them. */
export function milliseconds(count: number): string {
  return `${count}ms`;
}
